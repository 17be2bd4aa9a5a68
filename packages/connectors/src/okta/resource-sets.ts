import { field, isJsonObject, path, z } from '@keyway/sdk'
import type { ActionContext, Http, Json, JsonObject, Path } from '@keyway/sdk'
import { requiredText, textOf } from '../input.ts'
import { toBaseUrl } from './connection.ts'
import { findInList } from './define/find-object.ts'

export const resource = field(requiredText(), {
  title: 'Resource',
  description: 'Its resource name (orn:okta:…) or its address in the API, such as that of a group.',
})

export const memberKind = field(z.enum(['user', 'group']), { title: 'Kind of member' })

export const memberId = field(requiredText(), { title: 'Member', description: 'Id of the user or group.' })

/** The resource of a set that has this name or address. */
export async function findResource(
  input: { resourceSet: string; resource: string },
  { http }: Pick<ActionContext, 'http'>,
): Promise<{ id: string } | null> {
  const list = { path: path`/api/v1/iam/resource-sets/${input.resourceSet}/resources` }
  const found = await findInList(http, list, (item) => namesOf(item).includes(input.resource))
  return found === undefined ? null : { id: textOf(found['id']) }
}

/** What a resource goes by: its resource name, and the addresses that its links give. */
function namesOf(item: JsonObject): string[] {
  const links = isJsonObject(item['_links']) ? Object.values(item['_links']) : []
  return [textOf(item['orn']), ...links.map(hrefOf)].filter((name) => name !== '')
}

function hrefOf(link: Json): string {
  return isJsonObject(link) ? textOf(link['href']) : ''
}

interface Member {
  resourceSet: string
  role: string
  kind: 'user' | 'group'
  member: string
}

export function membersPath({ resourceSet, role }: Member): Path {
  return path`/api/v1/iam/resource-sets/${resourceSet}/bindings/${role}/members`
}

/** Okta names members by their address. */
export function memberAddress({ kind, member }: Member, { connection }: ActionContext): string {
  const { domain } = z.object({ domain: z.string() }).parse(connection)
  const below = kind === 'user' ? path`/api/v1/users/${member}` : path`/api/v1/groups/${member}`
  return toBaseUrl({ domain }) + below
}

/** Whether somebody has the role for the set: by which membership, if somebody is bound to it at all. */
export async function readMember(
  input: Member,
  { http }: Pick<ActionContext, 'http'>,
): Promise<{ isBound: boolean; membership: string | null }> {
  if (!(await isBound(http, input))) return { isBound: false, membership: null }
  const list = { path: membersPath(input) }
  // The org may answer at a domain of its own: what counts is the end of the address.
  const end = `/api/v1/${input.kind}s/${input.member}`
  const found = await findInList(http, list, (item) => namesOf(item).some((name) => name.endsWith(end)))
  return { isBound: true, membership: found === undefined ? null : textOf(found['id']) }
}

async function isBound(http: Http, { resourceSet, role }: Member): Promise<boolean> {
  const binding = path`/api/v1/iam/resource-sets/${resourceSet}/bindings/${role}`
  const { status } = await http.request({ method: 'GET', path: binding, allow: [404] })
  return status !== 404
}
