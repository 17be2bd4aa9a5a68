import { InputError, RemoteError, defineAction, field, z } from '@keyway/sdk'
import type { Action, ActionContext, ItemPage, Json, PageRequest } from '@keyway/sdk'
import { optional } from './input.ts'

/** Most records that a listing action gives at once, unless its input says otherwise. */
const standardLimit = 1000

/** Left out it means two things: 1000 where all records come at once, and no limit where they are streamed. */
export const limit = field(optional(z.int().min(1).max(10_000_000)), {
  title: 'Limit',
  description:
    'Largest number of records to read, 1000 if it is left out; "has more" says whether there were more. A loop that ' +
    'streams reads all of them unless it is set.',
})

export const hasMore = field(z.boolean(), {
  title: 'Has more',
  description: 'True when the limit cut the list short.',
})

/** Where a list is, and how much of it is wanted. */
export interface ListRequest {
  /** Undefined: `standardLimit` where all items come at once, and no limit where they are streamed. */
  limit: number | undefined
}

/** A page as the other side gives it. */
export interface RawPage {
  items: Json[]
  /** Where the next page begins, as plain text that holds no secret and outlives the process; null after the last. */
  next: string | null
}

/** Reads one page: the first when `place` is null. `size` is a wish. */
export type ReadRawPage<Request extends ListRequest> = (
  context: ActionContext,
  request: Request,
  page: { place: string | null; size: number },
) => Promise<RawPage>

/** What differs from one action that lists to the next. */
export interface ListingDeclaration<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Request extends ListRequest,
  Item,
> {
  id: string
  title: string
  description: string
  scopes?: readonly string[]
  standsFor?: readonly string[]
  input: Input
  output: Output
  list: (input: z.output<Input>, context: ActionContext) => Request
  toItem: (raw: Json) => Item
  toOutput: (items: Item[], hasMore: boolean) => z.input<Output>
}

/** Ways to declare the listing actions of a connector, from its way to read a page. */
export function createListing<Request extends ListRequest>(readRawPage: ReadRawPage<Request>) {
  /** Declares an action that gives a list at once, up to a limit, and page by page to a loop that streams. */
  return function defineListing<Input extends z.ZodType, Output extends z.ZodType, Item extends Json>(
    declaration: ListingDeclaration<Input, Output, Request, Item>,
  ): Action {
    const { list, toItem, toOutput, ...described } = declaration
    return defineAction({
      ...described,
      effect: 'read',
      async run(input, context) {
        const request = list(input, context)
        const { items, hasMore } = await collect(
          (page) => readRawPage(context, request, page),
          request.limit ?? standardLimit,
        )
        return toOutput(items.map(toItem), hasMore)
      },
      async readPage(input, { cursor, size }: PageRequest, context): Promise<ItemPage> {
        const request = list(input, context)
        const { place, left } = readProgress(cursor, request.limit)
        const wanted = left ?? Number.POSITIVE_INFINITY
        const page = await readRawPage(context, request, { place, size: Math.min(size, wanted) })
        const items = page.items.slice(0, wanted).map(toItem)
        const rest = left === null ? null : left - items.length
        return { items, next: page.next === null || rest === 0 ? null : { place: page.next, left: rest } }
      },
    })
  }
}

/** Reads at most `limit` items, and says whether there were more: nothing is cut silently. */
async function collect(
  read: (page: { place: string | null; size: number }) => Promise<RawPage>,
  limit: number,
): Promise<{ items: Json[]; hasMore: boolean }> {
  const items: Json[] = []
  const seen = new Set<string>()
  let place: string | null = null
  do {
    const page = await read({ place, size: limit + 1 - items.length })
    for (const item of page.items) items.push(item)
    place = page.next
    if (place !== null && seen.has(place)) {
      throw new RemoteError('The list does not end: its next page is one that was read before.', {
        code: 'list_circular',
      })
    }
    if (place !== null) seen.add(place)
  } while (place !== null && items.length <= limit)
  return { items: items.slice(0, limit), hasMore: items.length > limit }
}

/** How far a stream is: where its next page begins, and how many items are left of its limit. */
const progress = z.object({ place: z.string(), left: z.int().min(1).nullable() })

function readProgress(
  cursor: Json,
  limit: number | undefined,
): { place: string | null; left: number | null } {
  if (cursor === null)
    return { place: null, left: limit === undefined || limit === Number.POSITIVE_INFINITY ? null : limit }
  const found = progress.safeParse(cursor)
  if (found.success) return found.data
  throw new InputError(
    'The place where the next page begins is not one that this list gave. Start the loop again.',
    {
      code: 'cursor_unusable',
    },
  )
}
