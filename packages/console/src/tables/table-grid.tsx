import { ActionIcon, Group, Table, VisuallyHidden } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { KindMark } from '../strip/kind-mark.tsx'
import { tableTexts } from '../texts/tables.ts'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Time } from '../ui/time.tsx'
import { previewOf } from '../values/preview.ts'
import { toCellText } from './cell-text.ts'
import { moveBy, nextCell, type Cell } from './grid-moves.ts'
import classes from './table-grid.module.css'
import type { RowOf, TableOf } from './table-of.ts'
import { useGridEdits } from './use-grid-edits.ts'

export interface TableGridProps {
  table: TableOf
  rows: readonly RowOf[]
  mayWrite: boolean
  /** Opens the dialog with all fields of a row. */
  onOpen: (row: RowOf) => void
}

/** Rows to be edited in place: type or press Enter, Tab to the next cell, paste cells of a spreadsheet. */
export function TableGrid({ table, rows, mayWrite, onOpen }: TableGridProps) {
  const grid = useRef<HTMLTableElement>(null)
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 })
  const [draft, setDraft] = useState<string | null>(null)
  // A key that ends an edit has decided about it; that the field loses the focus then says nothing more.
  const isDecided = useRef(false)
  const edits = useGridEdits(table, rows)
  const size = { rows: rows.length, columns: table.columns.length }

  const begin = (text: string) => {
    isDecided.current = false
    setDraft(text)
  }
  const go = (cell: Cell) => {
    isDecided.current = true
    setDraft(null)
    setActive(cell)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.row}:${cell.column}"]`)?.focus()
  }
  const textAt = ({ row, column }: Cell) =>
    toCellText(rows[row]?.values[table.columns[column]?.name ?? ''] ?? null)
  const commit = (text: string | null) => {
    const row = rows[active.row]
    const column = table.columns[active.column]
    if (text === null || row === undefined || column === undefined || text === textAt(active)) return
    edits.edit(row, column.name, text)
  }

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && draft !== null) {
      event.preventDefault()
      commit(draft)
      go(nextCell(active, size, event.shiftKey ? -1 : 1))
    } else if (event.key === 'Enter' && draft !== null) {
      event.preventDefault()
      commit(draft)
      go(moveBy('ArrowDown', active, size) ?? active)
    } else if (event.key === 'Escape' && draft !== null) {
      go(active)
    } else if (draft === null) pressOutsideOfAnEdit(event)
  }
  const pressOutsideOfAnEdit = (event: KeyboardEvent) => {
    const goal = moveBy(event.key, active, size)
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
    if (goal !== undefined) {
      event.preventDefault()
      go(goal)
    } else if (!mayWrite) return
    else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      begin(textAt(active))
    } else if (event.key === 'Delete' || event.key === 'Backspace') commit('')
    else if (isText) {
      event.preventDefault()
      begin(event.key)
    }
  }
  const copy = (event: ClipboardEvent) => {
    if (draft !== null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', textAt(active))
  }
  const paste = (event: ClipboardEvent) => {
    if (draft !== null || !mayWrite) return
    event.preventDefault()
    edits.paste(event.clipboardData.getData('text/plain'), active)
  }

  return (
    <>
      <p className={classes['hint']} role="status">
        {edits.progress === null ? (mayWrite ? tableTexts.gridHint : '') : tableTexts.pasted(edits.progress)}
      </p>
      {edits.error === null ? null : <Problem error={edits.error} />}
      <TableFrame>
        <Table
          ref={grid}
          role="grid"
          aria-label={table.name}
          aria-busy={edits.isBusy ? 'true' : undefined}
          verticalSpacing={0}
          horizontalSpacing="md"
          onCopy={copy}
          onPaste={paste}
        >
          <Table.Thead>
            <Table.Tr>
              {table.columns.map((column) => (
                <Table.Th key={column.name} py="xs">
                  <Group gap={6} wrap="nowrap">
                    <KindMark kind={column.type} />
                    {column.name}
                  </Group>
                </Table.Th>
              ))}
              <Table.Th>{tableTexts.changed}</Table.Th>
              {mayWrite ? (
                <Table.Th>
                  <VisuallyHidden>{tableTexts.edit}</VisuallyHidden>
                </Table.Th>
              ) : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, at) => (
              <Table.Tr key={row.id}>
                {table.columns.map(({ name }, column) => {
                  const isActive = active.row === at && active.column === column
                  return (
                    <Table.Td
                      key={name}
                      role="gridcell"
                      tabIndex={isActive ? 0 : -1}
                      data-cell={`${at}:${column}`}
                      className={classes['cell'] ?? ''}
                      onFocus={() => (isActive ? undefined : setActive({ row: at, column }))}
                      onDoubleClick={() => (mayWrite ? begin(textAt({ row: at, column })) : undefined)}
                      onKeyDown={press}
                    >
                      {isActive && draft !== null ? (
                        <input
                          className={classes['input']}
                          aria-label={tableTexts.cellOf(name, at + 1)}
                          value={draft}
                          // eslint-disable-next-line jsx-a11y/no-autofocus -- whoever began to type is in this cell already
                          autoFocus
                          // Without this the next letter would be put before the first one.
                          onFocus={({ currentTarget: field }) =>
                            field.setSelectionRange(field.value.length, field.value.length)
                          }
                          onChange={(event) => setDraft(event.currentTarget.value)}
                          onBlur={() => {
                            if (!isDecided.current) commit(draft)
                            setDraft(null)
                          }}
                        />
                      ) : (
                        previewOf(row.values[name], 120)
                      )}
                    </Table.Td>
                  )
                })}
                <Table.Td>
                  <Time at={row.updatedAt} />
                </Table.Td>
                {mayWrite ? (
                  <Table.Td ta="end">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={tableTexts.editRow}
                      onClick={() => onOpen(row)}
                    >
                      <IconPencil size={16} aria-hidden />
                    </ActionIcon>
                  </Table.Td>
                ) : null}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
    </>
  )
}
