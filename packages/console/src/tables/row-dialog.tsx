import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { tables } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { tableTexts } from '../texts/tables.ts'
import { Problem } from '../ui/problem.tsx'
import { toCellText } from './cell-text.ts'
import type { RowOf, TableOf } from './table-of.ts'

export interface RowDialogProps {
  table: TableOf
  /** The row to be changed; null adds one. */
  row: RowOf | null
  onDelete: (row: RowOf) => void
  onClose: () => void
}

const refreshed = [tables.listTables, tables.listTableRows, tables.searchTableRows]

/** Adds a row, or changes one as long as nobody changed it meanwhile. The server converts texts to the columns' types. */
export function RowDialog({ table, row, onDelete, onClose }: RowDialogProps) {
  const create = useSend(tables.createTableRow, refreshed)
  const update = useSend(tables.updateTableRow, refreshed)
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(
    () => new Map(table.columns.map(({ name }) => [name, toCellText(row?.values[name] ?? null)])),
  )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const changed = table.columns.filter(
      ({ name }) => texts.get(name) !== toCellText(row?.values[name] ?? null),
    )
    const values = Object.fromEntries(changed.map(({ name }) => [name, texts.get(name) || null]))
    const tableId = table.id
    if (row === null) create.mutate({ params: { tableId }, body: { values } }, { onSuccess: onClose })
    else {
      const body = { values, version: row.version }
      update.mutate({ params: { tableId, rowId: row.id }, body }, { onSuccess: onClose })
    }
  }
  const error = create.error ?? update.error
  return (
    <Modal opened onClose={onClose} title={row === null ? tableTexts.addRow : tableTexts.editRow}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {table.columns.map(({ name, type, required }, index) => {
            const shared = { label: name, required, ...(index === 0 ? { 'data-autofocus': true } : {}) }
            const set = (text: string) => setTexts(new Map(texts).set(name, text))
            return type === 'boolean' ? (
              <Select
                key={name}
                {...shared}
                data={['true', 'false']}
                value={texts.get(name) || null}
                onChange={(value) => set(value ?? '')}
                clearable
              />
            ) : (
              <TextInput
                key={name}
                {...shared}
                description={type === 'text' ? undefined : tableTexts.types[type]}
                value={texts.get(name) ?? ''}
                onChange={(event) => set(event.currentTarget.value)}
              />
            )
          })}
          <Text size="xs" c="dimmed">
            {tableTexts.changedMeanwhile}
          </Text>
          {error === null ? null : <Problem error={error} />}
          <Group justify="space-between">
            {row === null ? (
              <span />
            ) : (
              <Button variant="default" onClick={() => onDelete(row)}>
                {tableTexts.deleteRow}
              </Button>
            )}
            <Button type="submit" loading={create.isPending || update.isPending}>
              {row === null ? tableTexts.addRow : commonTexts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
