import { field, path, z } from '@keyway/sdk'
import type { ActionContext, Http, Path } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'
import { toBaseUrl } from './connection.ts'
import { readOktaPage } from './pages.ts'
import { object, requireRecord, text } from './records/answer.ts'
import { customRole, resourceSet } from './fields.ts'
import { searchUsers } from './pickers.ts'

/** A custom role for a resource set, and one of those who have it. */
export const boundMember = {
  resourceSet,
  role: customRole,
  member: field(requiredText(), {
    title: 'Member',
    description: 'Id of a user or of a group.',
    options: searchUsers,
  }),
  memberType: field(withDefault(z.enum(['USER', 'GROUP']), 'USER'), { title: 'Type of member' }),
}

export interface BoundMember {
  resourceSet: string
  role: string
  member: string
  memberType: 'USER' | 'GROUP'
}

const settings = z.object({ domain: z.string() })

/** Members of a binding are named by their address in the org. */
export function hrefOf({ connection }: ActionContext, { member, memberType }: BoundMember): string {
  const base = toBaseUrl(settings.parse(connection))
  return base + (memberType === 'USER' ? path`/api/v1/users/${member}` : path`/api/v1/groups/${member}`)
}

export function membersOf({ resourceSet: set, role }: { resourceSet: string; role: string }): Path {
  return path`/api/v1/iam/resource-sets/${set}/bindings/${role}/members`
}

/** The id that a member has in a binding; undefined where the role is not bound, or not to them. */
export async function findMember(http: Http, bound: BoundMember): Promise<string | undefined> {
  if (!(await isBound(http, bound))) return undefined
  const collection = bound.memberType === 'USER' ? 'users' : 'groups'
  let place: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readOktaPage>> = await readOktaPage(
      http,
      { path: membersOf(bound) },
      place,
    )
    for (const item of page.items) {
      const { id, body } = requireRecord(item, 'a member of a binding')
      const href = text(object(object(body['_links'])['self'])['href']) ?? ''
      if (href.endsWith(`/${collection}/${encodeURIComponent(bound.member)}`)) return id
    }
    place = page.next
  } while (place !== null)
  return undefined
}

/** Whether a role is bound to a resource set at all. A set or a role that does not exist is an error. */
export async function isBound(http: Http, { resourceSet: set, role }: BoundMember): Promise<boolean> {
  await http.get(path`/api/v1/iam/resource-sets/${set}`)
  await http.get(path`/api/v1/iam/roles/${role}`)
  const { status } = await http.request({
    method: 'GET',
    path: path`/api/v1/iam/resource-sets/${set}/bindings/${role}`,
    allow: [404],
  })
  return status !== 404
}

export async function readBinding(
  bound: BoundMember,
  { http }: ActionContext,
): Promise<{ isMember: boolean }> {
  return { isMember: (await findMember(http, bound)) !== undefined }
}
