import { createHash } from 'node:crypto'
import type { OrgState } from '../org/org-state.ts'
import { validationError } from '../errors/okta-error.ts'
import type { SimContext } from './sim-env.ts'

export type PageLimits = { default: number; max: number }

/** An item with its place: places ascend and never change, so that a page can begin after one that is gone. */
export type Placed<T> = { place: number; item: T }

/**
 * Cuts one page out of a collection and writes the `self` and `next` links.
 * The `after` cursor is bound to the query it came from.
 * @throws OktaError E0000001 for a bad limit or a cursor of another query
 */
export function paginate<T>(
  { org, c }: { org: OrgState; c: SimContext },
  items: Iterable<Placed<T>>,
  limits: PageLimits,
): T[] {
  const limit = readLimit(c, limits)
  const after = readCursor(c)
  // Reads no further than the page, and one item more to know whether there is a next one.
  const rest: Placed<T>[] = []
  for (const placed of items) {
    if (placed.place > after) rest.push(placed)
    if (rest.length > limit) break
  }
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  writeLinks(org, c, last !== undefined && rest.length > limit ? encodeCursor(c, last.place) : undefined)
  return page.map(({ item }) => item)
}

/** Writes the `Link` headers; `after` is the cursor of the next page, if there is one. */
export function writeLinks(org: OrgState, c: SimContext, after: string | undefined): void {
  const url = new URL(c.req.url)
  const link = (query: URLSearchParams, rel: string) => {
    const search = query.size > 0 ? `?${query.toString()}` : ''
    c.header('Link', `<${org.baseUrl}${url.pathname}${search}>; rel="${rel}"`, { append: true })
  }
  link(url.searchParams, 'self')
  if (after === undefined) return
  const next = new URLSearchParams(url.searchParams)
  next.set('after', after)
  link(next, 'next')
}

/** Okta lowers a limit beyond the maximum to the maximum; anything that is no count is refused. */
export function readLimit(c: SimContext, limits: PageLimits): number {
  const text = c.req.query('limit')
  if (text === undefined) return limits.default
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw validationError('limit', [`limit: Invalid value '${text}'`])
  return Math.min(Number(text), limits.max)
}

/** The place behind which the page begins; 0 for the first. Throws E0000001 for a cursor of another query. */
export function readCursor(c: SimContext): number {
  const after = c.req.query('after')
  if (after === undefined) return 0
  const [fingerprint, place] = Buffer.from(after, 'base64url').toString().split(':')
  if (fingerprint === fingerprintOf(c) && /^\d+$/.test(place ?? '')) return Number(place)
  throw validationError('after', ['after: Invalid cursor for this query'])
}

function encodeCursor(c: SimContext, place: number): string {
  return Buffer.from(`${fingerprintOf(c)}:${place}`).toString('base64url')
}

function fingerprintOf(c: SimContext): string {
  const { pathname, searchParams } = new URL(c.req.url)
  const query = ['q', 'filter', 'search', 'sortBy', 'sortOrder'].map((name) => searchParams.get(name))
  return createHash('sha256')
    .update(JSON.stringify([pathname, query]))
    .digest('hex')
    .slice(0, 8)
}
