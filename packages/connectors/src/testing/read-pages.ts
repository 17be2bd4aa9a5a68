import type { Action, ActionContext, Json } from '@keyway/sdk'

/** All pages of what an action lists, as a loop that streams reads them: each cursor goes through the journal. */
export async function readPages(
  action: Action,
  { input = {}, size }: { input?: unknown; size: number },
  context: ActionContext,
): Promise<Json[][]> {
  const { readPage } = action
  if (readPage === undefined) throw new Error(`${action.id} does not list page by page.`)
  const parsed: unknown = action.input.parse(input)
  const pages: Json[][] = []
  let cursor: Json = null
  do {
    const page: Json = JSON.parse(JSON.stringify(await readPage(parsed, { cursor, size }, context)))
    const { items, next } = Object(page)
    pages.push(items)
    cursor = next
  } while (cursor !== null)
  return pages
}
