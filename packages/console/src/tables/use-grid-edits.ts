import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { tables } from '@keyway/api'
import { call } from '../app/client.ts'
import { toCellValues } from './cell-text.ts'
import { parseCells, spread, type Cell } from './grid-moves.ts'
import type { RowOf, TableOf } from './table-of.ts'

const refreshed = [tables.listTables, tables.listTableRows, tables.searchTableRows]

/** Writes cells of a table: one at a time, or a pasted block row by row. `done` counts the rows of a block. */
export function useGridEdits(table: TableOf, rows: readonly RowOf[]) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; total: number; dropped: number } | null>(null)
  const refresh = () =>
    Promise.all(refreshed.map(({ path }) => client.invalidateQueries({ queryKey: [path] })))

  // Whoever types fast is in the next cell of a row before the list was read again.
  const versions = useRef(new Map<string, number>())
  const tail = useRef<Promise<void>>(Promise.resolve())

  /** One change after the other, each based on what the one before it made of the row. */
  function change(row: RowOf, texts: Readonly<Record<string, string>>): Promise<void> {
    const turn = tail.current.then(async () => {
      const version = Math.max(row.version, versions.current.get(row.id) ?? 0)
      const changed = await call(tables.updateTableRow, {
        params: { tableId: table.id, rowId: row.id },
        body: { values: toCellValues(texts), version },
      })
      versions.current.set(row.id, changed.version)
    })
    tail.current = turn.catch(() => undefined)
    return turn
  }

  const edit = useMutation({
    mutationFn: ({ row, texts }: { row: RowOf; texts: Readonly<Record<string, string>> }) =>
      change(row, texts),
    onSettled: refresh,
  })
  const paste = useMutation({
    mutationFn: async ({ text, at }: { text: string; at: Cell }) => {
      const size = { rows: rows.length, columns: table.columns.map(({ name }) => name) }
      const { changed, added, dropped } = spread(parseCells(text), at, size)
      const total = changed.length + added.length
      const step = () => setProgress((now) => ({ total, dropped, done: (now?.done ?? 0) + 1 }))
      setProgress({ done: 0, total, dropped })
      for (const { row, texts } of changed) {
        const known = rows[row]
        if (known !== undefined) await change(known, texts)
        step()
      }
      for (const texts of added) {
        const params = { tableId: table.id }
        await call(tables.createTableRow, { params, body: { values: toCellValues(texts) } })
        step()
      }
    },
    onSettled: refresh,
  })
  return {
    edit: (row: RowOf, column: string, text: string) => edit.mutate({ row, texts: { [column]: text } }),
    paste: (text: string, at: Cell) => paste.mutate({ text, at }),
    progress,
    isBusy: edit.isPending || paste.isPending,
    error: edit.error ?? paste.error,
  }
}
