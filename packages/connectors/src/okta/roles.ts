import { InputError, field, path, z } from '@keyway/sdk'
import type { ActionContext, Http, JsonObject, Path } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../input.ts'
import { isOktaError } from './client.ts'
import { asList } from './fields.ts'
import { searchResourceSets, searchRoles } from './pickers.ts'
import { toRole, type Role } from './records/roles.ts'

/** Whom an admin role is given to. */
export interface Holder {
  kind: 'user' | 'group' | 'client'
  id: string
}

/** Which role: its type, or a custom one and the resource set that it reaches. */
export interface WantedRole {
  role: string
  resourceSet?: string | undefined
}

export const wantedRole = {
  role: field(requiredText(), {
    title: 'Role',
    description: 'Type of a standard role, or id of a custom one.',
    placeholder: 'HELP_DESK_ADMIN',
    options: searchRoles,
  }),
  resourceSet: field(optional(z.string()), {
    title: 'Resource set',
    description: 'Id: what a custom role reaches. Only for custom roles.',
    options: searchResourceSets,
  }),
}

export const heldRole = {
  role: field(requiredText(), {
    title: 'Role',
    description: 'Type of a standard role, id of a custom one, or id of the assignment.',
    options: searchRoles,
  }),
  resourceSet: field(optional(z.string()), {
    title: 'Resource set',
    description: 'Id: which of several assignments of a custom role.',
    options: searchResourceSets,
  }),
}

export const disableNotifications = field(withDefault(z.boolean(), false), {
  title: 'Third-party administrator',
  description: 'Okta sends such administrators no mail, and support does not talk to them.',
})

export function rolesOf({ kind, id }: Holder): Path {
  switch (kind) {
    case 'user':
      return path`/api/v1/users/${id}/roles`
    case 'group':
      return path`/api/v1/groups/${id}/roles`
    case 'client':
      return path`/oauth2/v1/clients/${id}/roles`
  }
}

export function assignmentOf({ kind, id }: Holder, assignment: string): Path {
  switch (kind) {
    case 'user':
      return path`/api/v1/users/${id}/roles/${assignment}`
    case 'group':
      return path`/api/v1/groups/${id}/roles/${assignment}`
    case 'client':
      return path`/oauth2/v1/clients/${id}/roles/${assignment}`
  }
}

/** Assignments by their id, by the type of the role, or by the id of a custom role. */
async function fittingRoles(
  http: Http,
  holder: Holder,
  { role, resourceSet }: WantedRole,
): Promise<{ own: Role | undefined; byGroup: Role | undefined }> {
  const roles = asList(await http.get(rolesOf(holder))).map(toRole)
  const fitting = roles.filter(
    (each) =>
      [each.id, each.type, each.role].includes(role) &&
      (resourceSet === undefined || each.resourceSet === resourceSet || each.resourceSet === null),
  )
  const isByGroup = (each: Role) => holder.kind === 'user' && each.assignmentType === 'GROUP'
  return { own: fitting.find((each) => !isByGroup(each)), byGroup: fitting.find(isByGroup) }
}

/** The role that a holder was given; undefined without one, also where a group gives it. */
export async function findRole(http: Http, holder: Holder, wanted: WantedRole): Promise<Role | undefined> {
  return (await fittingRoles(http, holder, wanted)).own
}

/** Gives a role. Whoever has it already keeps it: that counts as given. */
export async function assignRole(
  http: Http,
  holder: Holder,
  { disableNotifications: quiet, ...wanted }: WantedRole & { disableNotifications?: boolean },
): Promise<Role> {
  const query = quiet === true ? { disableNotifications: true } : {}
  try {
    return toRole(await http.post(rolesOf(holder), toBody(wanted), query))
  } catch (error) {
    if (!isOktaError(error, 'E0000090') && !isOktaError(error, 'E0000263')) throw error
    const found = await findRole(http, holder, wanted)
    if (found === undefined) throw error
    return found
  }
}

function toBody({ role, resourceSet }: WantedRole): JsonObject {
  if (resourceSet !== undefined) return { type: 'CUSTOM', role, 'resource-set': resourceSet }
  if (/^[A-Z_]+$/.test(role)) return { type: role }
  throw new InputError(`"${role}" is no type of a standard role; a custom role needs a resource set as well.`)
}

/** Takes a role away. One that a user has by a group cannot be taken from the user alone. */
export async function unassignRole(
  http: Http,
  holder: Holder,
  wanted: WantedRole,
): Promise<{ statusCode: number }> {
  const { own: found, byGroup } = await fittingRoles(http, holder, wanted)
  if (found === undefined && byGroup !== undefined) {
    throw new InputError(
      `User ${holder.id} has the role ${wanted.role} by a group. Unassign it from the group, or remove the user there.`,
      { code: 'okta_role_of_group' },
    )
  }
  if (found === undefined) return { statusCode: 404 }
  const target = assignmentOf(holder, found.id)
  const { status } = await http.request({ method: 'DELETE', path: target, allow: [404] })
  return { statusCode: status }
}

/** The role, as far as it can be given again; null when the holder does not have it. */
export async function readRole(
  { http }: ActionContext,
  holder: Holder,
  wanted: WantedRole,
): Promise<{ role: string; resourceSet: string | null } | null> {
  const found = await findRole(http, holder, wanted)
  if (found === undefined) return null
  return { role: found.role ?? found.type ?? '', resourceSet: found.resourceSet }
}
