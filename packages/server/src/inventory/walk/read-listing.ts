import { readOktaPage } from '@keyway/connectors'
import type { InventoryKind } from '@keyway/identity'
import { FlowError, type Http, type Json } from '@keyway/sdk'
import { toItem, type Item } from '../rows/item.ts'
import { fillPath, withinOf, type Listing } from './place.ts'

/** What came of asking for a page. */
export type ListingAnswer =
  | { kind: 'page'; items: readonly Item[]; next: string | null }
  /** The parent is not there any more, or the org has nothing of the sort: what is known stays as it is. */
  | { kind: 'absent'; error: FlowError }
  | { kind: 'forbidden'; error: FlowError }
  /** The way on from the last page is lost: the listing has to begin again. */
  | { kind: 'lost' }
  /** There is no room in the rate budget now. */
  | { kind: 'wait'; ms: number }
  | { kind: 'failed'; error: FlowError }

const standardWaitMs = 5_000

/** Reads one page of a listing. What Okta refuses is told apart by what follows from it. */
export async function readListing(http: Http, kind: InventoryKind, listing: Listing): Promise<ListingAnswer> {
  const { list, variants } = kind
  const relative = fillPath(list.path, listing.parent)
  const query = {
    ...list.query,
    ...(list.pageSize === null ? {} : { limit: list.pageSize }),
    ...(variants === undefined ? {} : { [variants.parameter]: listing.variant ?? '' }),
  }
  try {
    if (list.shape === 'one') {
      const { body } = await http.request({ method: 'GET', path: { relative }, query })
      return { kind: 'page', items: toItems(kind, [body], listing), next: null }
    }
    const { items, next } = await readOktaPage(http, { path: { relative }, query }, listing.next)
    return { kind: 'page', items: toItems(kind, items, listing), next }
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    return judge(error, listing)
  }
}

/** Reads a single object; undefined in `item` where Okta has none. */
export async function readObject(
  http: Http,
  kind: InventoryKind,
  { path, listing }: { path: string; listing: Listing },
): Promise<{ kind: 'object'; item: Item | undefined } | Exclude<ListingAnswer, { kind: 'page' }>> {
  try {
    const { status, body } = await http.request({ method: 'GET', path: { relative: path }, allow: [404] })
    const [item] = status === 404 ? [] : toItems(kind, [body], listing)
    return { kind: 'object', item }
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    return judge(error, listing)
  }
}

function toItems(kind: InventoryKind, answers: readonly Json[], listing: Listing): Item[] {
  const fixed = withinOf(kind, listing)
  return answers.flatMap((answer) => toItem(kind, answer, { parent: listing.parent, fixed }) ?? [])
}

function judge(error: FlowError, listing: Listing): Exclude<ListingAnswer, { kind: 'page' }> {
  const { statusCode, code } = error
  if (code === 'rate_budget' || statusCode === 429)
    return { kind: 'wait', ms: error.retryAfterMs ?? standardWaitMs }
  if (code === 'okta_cursor_refused' || code === 'cursor_unusable') return { kind: 'lost' }
  // A feature that the org lacks is answered with 401 and this code. Facts section 4.7.
  if (oktaCode(error) === 'E0000015') return { kind: 'absent', error }
  if (statusCode === 403) return { kind: 'forbidden', error }
  if (statusCode === 404 || statusCode === 410) return { kind: 'absent', error }
  if (statusCode === 400 && listing.variant !== null) return { kind: 'absent', error }
  return { kind: 'failed', error }
}

function oktaCode({ body }: FlowError): string | undefined {
  const value: unknown = body
  if (typeof value !== 'object' || value === null || !('errorCode' in value)) return undefined
  return typeof value.errorCode === 'string' ? value.errorCode : undefined
}
