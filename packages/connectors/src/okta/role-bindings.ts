import { field, path, z } from '@keyway/sdk'
import type { ActionContext, Http, Path } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'
import type { RawPage } from '../listing.ts'
import { isOktaError } from './client.ts'
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

/**
 * Whether a role is bound to a resource set at all, and the id that a member has there. Okta knows no binding without
 * members.
 */
export async function findBinding(
  http: Http,
  bound: BoundMember,
): Promise<{ isBound: boolean; member: string | undefined }> {
  const members = membersOf(bound)
  const wanted = bound.memberType === 'USER' ? path`/users/${bound.member}` : path`/groups/${bound.member}`
  let isBound = false
  let page: RawPage | undefined = await findPage(http, members)
  while (page !== undefined) {
    for (const item of page.items) {
      const { id, body } = requireRecord(item, 'a member of a binding')
      const href = text(object(object(body['_links'])['self'])['href']) ?? ''
      if (href.endsWith(wanted)) return { isBound: true, member: id }
      isBound = true
    }
    page = page.next === null ? undefined : await readOktaPage(http, { path: members }, page.next)
  }
  return { isBound, member: undefined }
}

/** The first page of a list; undefined where there is no such list. */
async function findPage(http: Http, list: Path): Promise<RawPage | undefined> {
  try {
    return await readOktaPage(http, { path: list }, null)
  } catch (error) {
    if (isOktaError(error, 'E0000007')) return undefined
    throw error
  }
}

export async function readBinding(
  bound: BoundMember,
  { http }: ActionContext,
): Promise<{ isMember: boolean }> {
  return { isMember: (await findBinding(http, bound)).member !== undefined }
}
