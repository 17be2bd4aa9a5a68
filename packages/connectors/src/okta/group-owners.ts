import { field, path, z } from '@keyway/sdk'
import type { ActionContext, Http } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'
import { readOktaPage } from './pages.ts'
import { searchUsers } from './pickers.ts'
import { toGroupOwner } from './records/belongings.ts'

export const owner = field(requiredText(), {
  title: 'Owner',
  description: 'Id of a user or of a group.',
  options: searchUsers,
})

export const ownerType = field(withDefault(z.enum(['USER', 'GROUP']), 'USER'), { title: 'Type of owner' })

/** The owner of this id, looked for on every page; undefined where the group has no such owner. */
export async function findOwner(http: Http, { group, owner: id }: { group: string; owner: string }) {
  let place: string | null = null
  do {
    const list = { path: path`/api/v1/groups/${group}/owners`, query: { limit: 200 } }
    const page: Awaited<ReturnType<typeof readOktaPage>> = await readOktaPage(http, list, place)
    const found = page.items.map(toGroupOwner).find((each) => each.id === id)
    if (found !== undefined) return found
    place = page.next
  } while (place !== null)
  return undefined
}

export async function readOwnership(
  input: { group: string; owner: string },
  { http }: ActionContext,
): Promise<{ isOwner: boolean; type: string | null }> {
  const found = await findOwner(http, input)
  return { isOwner: found !== undefined, type: found?.type ?? null }
}
