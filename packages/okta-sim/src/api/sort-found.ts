import { mapLazily } from '../http/lazily.ts'
import type { Placed } from '../http/paginate.ts'
import type { SimContext } from '../http/sim-env.ts'

type Sortable = { sequence: number }

/** Places search results: by `sortBy` and `sortOrder` when asked for, else in the order of creation. */
export function sortFound<T extends Sortable>(c: SimContext, found: Iterable<T>): Iterable<Placed<T>> {
  const sortBy = c.req.query('sortBy')
  if (sortBy === undefined) return mapLazily(found, (item) => ({ place: item.sequence, item }))
  const direction = c.req.query('sortOrder')?.toLowerCase() === 'desc' ? -1 : 1
  const sorted = [...found].sort((a, b) => {
    const [left, right] = [sortKey(a, sortBy), sortKey(b, sortBy)]
    return left === right ? a.sequence - b.sequence : left < right ? -direction : direction
  })
  return sorted.map((item, index) => ({ place: index + 1, item }))
}

function sortKey(item: unknown, path: string): string {
  const value = path.split('.').reduce<unknown>((at, name) => {
    return typeof at === 'object' && at !== null
      ? Object.entries(at).find(([key]) => key === name)?.[1]
      : undefined
  }, item)
  return typeof value === 'string' ? value.toLowerCase() : (JSON.stringify(value) ?? '')
}
