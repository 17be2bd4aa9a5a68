import type { Json, JsonObject } from '@keyway/sdk'
import { toText } from '../events/log-event.ts'
import type { WindowEntry } from '../windows/window-logic.ts'

/** Different values of a field, in the order in which they came up. */
export function distinct(rows: readonly WindowEntry[], field: string): Json[] {
  return [...new Set(rows.map(({ data }) => data[field] ?? null).filter((value) => value !== null))]
}

/** Rows whose field has a value. */
export function where(rows: readonly WindowEntry[], field: string, value: Json): WindowEntry[] {
  return rows.filter(({ data }) => data[field] === value)
}

/** Rows of the last so many milliseconds, seen from the newest one. */
export function within(rows: readonly WindowEntry[], milliseconds: number): WindowEntry[] {
  const newest = rows.at(-1)?.at ?? 0
  return rows.filter(({ at }) => at >= newest - milliseconds)
}

/** How many events rows stand for. */
export function countOf(rows: readonly WindowEntry[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}

/** How many events each value of a field has. */
export function countsBy(rows: readonly WindowEntry[], field: string): number[] {
  const counts = new Map<Json, number>()
  for (const { data, count } of rows) {
    const value = data[field] ?? null
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return [...counts.values()]
}

/** The rows after the last one of a kind: what happened since. */
export function since(rows: readonly WindowEntry[], field: string, value: Json): WindowEntry[] {
  return rows.slice(rows.findLastIndex(({ data }) => data[field] === value) + 1)
}

/** What a row has kept of a field, as text; empty where there was none. */
export function textIn(data: JsonObject, field: string): string {
  return toText(data[field] ?? null) ?? ''
}
