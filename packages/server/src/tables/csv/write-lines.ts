import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { toCells, toCellsText, toChanges } from '../columns.ts'
import { findByKeys, findRows, type StoredRow } from '../rows/store.ts'
import { addRows, changeRow, type RowToAdd } from '../rows/write-rows.ts'
import type { StoredTable } from '../store.ts'
import type { TableParts } from '../table-store.ts'
import { getKey, hashKey, keyIncomplete, keyTaken, numberOf } from '../unique-keys.ts'

/** A line of a file as values by column name. */
export interface Line {
  line: number
  values: JsonObject
}

interface Write {
  lines: readonly Line[]
  /** Begins the ids of all rows of this import. */
  importId: string
  upsertBy: readonly string[]
  /** Told of each line that does not fit; throws when that refuses the file. */
  refuse: (line: number, error: unknown) => void
  parts: TableParts
}

interface Written {
  added: number
  changed: number
}

/** Writes lines into a table, in a transaction that holds it. */
export async function writeLines(transaction: Db, table: StoredTable, write: Write): Promise<Written> {
  if (write.upsertBy.length === 0) {
    return { added: await addLines(transaction, table, write), changed: 0 }
  }
  return upsertLines(transaction, table, write)
}

async function addLines(
  transaction: Db,
  table: StoredTable,
  { lines, importId, refuse, parts: { limits, now } }: Write,
): Promise<number> {
  const ids = lines.map(({ line }) => toId(importId, line))
  // An earlier try may have added some.
  const there = new Set((await findRows(transaction, table, ids)).map(({ id }) => id))
  const rows = new Map<number, RowToAdd>()
  for (const { line, values } of lines) {
    const id = toId(importId, line)
    if (there.has(id)) continue
    try {
      const cells = toCells(table, values)
      toCellsText(table, cells, limits)
      rows.set(line, { id, cells })
    } catch (error) {
      refuse(line, error)
    }
  }
  for (const key of table.keys) {
    const hashes = new Map<string, number>()
    for (const [line, { cells }] of rows) {
      const hash = hashKey(key, cells)
      if (hash === undefined) continue
      if (hashes.has(hash)) {
        refuse(line, keyTaken(table, key, cells))
        rows.delete(line)
      } else hashes.set(hash, line)
    }
    const taken = await findByKeys(transaction, table, { number: numberOf(key), values: [...hashes.keys()] })
    const takenLines = [...taken.keys()].map((hash) => hashes.get(hash) ?? 0)
    for (const line of takenLines.toSorted((a, b) => a - b)) {
      const row = rows.get(line)
      if (row !== undefined) refuse(line, keyTaken(table, key, row.cells))
      rows.delete(line)
    }
  }
  await addRows(transaction, table, { rows: [...rows.values()], limits, now: now() })
  return rows.size + there.size
}

async function upsertLines(transaction: Db, table: StoredTable, write: Write): Promise<Written> {
  const key = getKey(table, write.upsertBy)
  const written = { added: 0, changed: 0 }
  const hashes = new Map<number, string>()
  for (const { line, values } of write.lines) {
    const hash = hashKey(key, toChanges(table, values))
    if (hash === undefined) write.refuse(line, keyIncomplete(table, key))
    else hashes.set(line, hash)
  }
  const number = numberOf(key)
  const rows = await findByKeys(transaction, table, { number, values: [...new Set(hashes.values())] })
  let fresh = new Map<string, Line>()
  const flush = async (): Promise<void> => {
    const lines = [...fresh.values()]
    if (lines.length > 0) await write.parts.counts.requireRoom(transaction, table, lines.length)
    written.added += await addLines(transaction, table, { ...write, lines })
    const added = await findByKeys(transaction, table, { number, values: [...fresh.keys()] })
    for (const [hash, row] of added) rows.set(hash, row)
    fresh = new Map()
  }
  for (const line of write.lines) {
    const hash = hashes.get(line.line)
    if (hash === undefined) continue
    // The same key twice in a file: the later line changes what the earlier one added.
    if (fresh.has(hash)) await flush()
    const row = rows.get(hash)
    if (row === undefined) fresh.set(hash, line)
    else {
      const changed = await changeLine(transaction, table, { ...write, line, row })
      if (changed !== undefined) {
        rows.set(hash, changed)
        written.changed++
      }
    }
  }
  await flush()
  return written
}

/** Undefined when the row is as the line says already, or the line does not fit. */
async function changeLine(
  transaction: Db,
  table: StoredTable,
  { line, row, refuse, parts: { limits, now } }: Write & { line: Line; row: StoredRow },
): Promise<StoredRow | undefined> {
  const changes = toChanges(table, line.values)
  if (Object.entries(changes).every(([id, cell]) => (row.cells[id] ?? null) === cell)) return undefined
  try {
    return await changeRow(transaction, table, { row, changes, limits, now: now() })
  } catch (error) {
    refuse(line.line, error)
    return undefined
  }
}

function toId(importId: string, line: number): string {
  return importId + line.toString(16).padStart(12, '0')
}
