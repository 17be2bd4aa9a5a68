import type { executions, live } from '@keyway/api'
import type { z } from '@keyway/sdk'

export type ExecutionSummary = z.output<typeof executions.executionSummary>
export type ExecutionPage = z.output<typeof executions.listExecutions.answer>

/**
 * Brings a loaded list up to date with a fresh first page, without reading the other pages again: known rows are
 * replaced, new ones go on top. Where the fresh page and the list no longer touch, more came than one page holds, and
 * the list starts again from the fresh page.
 */
export function mergeFirstPage(pages: readonly ExecutionPage[], fresh: ExecutionPage): ExecutionPage[] {
  const known = new Set(pages.flatMap((page) => page.items.map((item) => item.id)))
  const [first, ...others] = pages
  if (first === undefined || !fresh.items.some((item) => known.has(item.id))) return [fresh]
  const freshById = new Map(fresh.items.map((item) => [item.id, item]))
  const update = (item: ExecutionSummary): ExecutionSummary => freshById.get(item.id) ?? item
  const added = fresh.items.filter((item) => !known.has(item.id))
  return [
    { ...first, items: [...added, ...first.items.map(update)] },
    ...others.map((page) => ({ ...page, items: page.items.map(update) })),
  ]
}

/**
 * Writes told status changes into the rows that are loaded. With a status filter, rows that no longer match leave the
 * list, as they would on a reload.
 */
export function applyChanges(
  pages: readonly ExecutionPage[],
  changes: readonly live.ExecutionChange[],
  status: ExecutionSummary['status'] | undefined,
): ExecutionPage[] {
  const latest = new Map(changes.map((change) => [change.id, change.status]))
  return pages.map((page) => ({
    ...page,
    items: page.items
      .map((item) => ({ ...item, status: latest.get(item.id) ?? item.status }))
      .filter((item) => status === undefined || item.status === status),
  }))
}
