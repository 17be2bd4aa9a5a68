import { isJsonObject, path, type Http, type Json, type Path } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { asList } from './fields.ts'

/** An admin role of whoever calls, with the permissions of a custom one; undefined for a standard one. */
export interface AdminRole {
  type: string
  label: string
  permissions: readonly string[] | undefined
}

interface Rights {
  read: readonly string[] | 'all'
  manage: readonly string[] | 'all'
}

const directory = [
  'okta.users',
  'okta.groups',
  'okta.userTypes',
  'okta.schemas',
  'okta.apps',
  'okta.sessions',
]
const security = [
  'okta.policies',
  'okta.networkZones',
  'okta.devices',
  'okta.authenticators',
  'okta.behaviors',
]

/**
 * What the standard roles reach, coarsely: by resource, not by the targets of an assignment. Roles that are not listed,
 * and resources that no role names, are left to the probes: a test must not blame what works.
 */
const standard: Readonly<Partial<Record<string, Rights>>> = {
  SUPER_ADMIN: { read: 'all', manage: 'all' },
  ORG_ADMIN: { read: 'all', manage: [...directory, ...security] },
  APP_ADMIN: {
    read: [...directory, 'okta.logs', 'okta.idps'],
    manage: ['okta.apps', 'okta.schemas', 'okta.appGrants'],
  },
  USER_ADMIN: { read: directory, manage: ['okta.users', 'okta.groups', 'okta.sessions'] },
  HELP_DESK_ADMIN: { read: ['okta.users', 'okta.groups'], manage: ['okta.users', 'okta.sessions'] },
  GROUP_MEMBERSHIP_ADMIN: { read: ['okta.users', 'okta.groups'], manage: ['okta.groups'] },
  READ_ONLY_ADMIN: { read: 'all', manage: [] },
  REPORT_ADMIN: { read: ['okta.logs', 'okta.users', 'okta.groups', 'okta.apps'], manage: [] },
}

/** In the order of rights: the least one that is enough is advised. */
const advised: readonly { type: string; label: string }[] = [
  { type: 'HELP_DESK_ADMIN', label: 'Help Desk Administrator' },
  { type: 'GROUP_MEMBERSHIP_ADMIN', label: 'Group Membership Administrator' },
  { type: 'USER_ADMIN', label: 'Group Administrator' },
  { type: 'REPORT_ADMIN', label: 'Report Administrator' },
  { type: 'READ_ONLY_ADMIN', label: 'Read-only Administrator' },
  { type: 'APP_ADMIN', label: 'Application Administrator' },
  { type: 'ORG_ADMIN', label: 'Organization Administrator' },
  { type: 'SUPER_ADMIN', label: 'Super Administrator' },
]

/** Admin roles at this path; undefined when whoever calls may not read them. */
export async function listRoles(http: Http, at: Path): Promise<AdminRole[] | undefined> {
  const { status, body } = await http.request({ method: 'GET', path: at, allow: [403, 404] })
  if (status !== 200) return undefined
  return Promise.all(asList(body).map((assignment) => toRole(http, assignment)))
}

async function toRole(http: Http, assignment: Json): Promise<AdminRole> {
  const fields = isJsonObject(assignment) ? assignment : {}
  const type = textOf(fields['type'])
  const label = textOf(fields['label']) || type
  if (type !== 'CUSTOM') return { type, label, permissions: undefined }
  const role = textOf(fields['role'])
  const { status, body } = await http.request({
    method: 'GET',
    path: path`/api/v1/iam/roles/${role}/permissions`,
    allow: [403, 404],
  })
  const listed = status === 200 && isJsonObject(body) ? asList(body['permissions'] ?? null) : []
  return {
    type,
    label,
    permissions: listed.map((permission) => (isJsonObject(permission) ? textOf(permission['label']) : '')),
  }
}

/** Of the scopes those that no role covers, as far as that is known. */
export function findMissingRights(roles: readonly AdminRole[], scopes: readonly string[]): string[] {
  if (roles.some(({ type }) => type !== 'CUSTOM' && standard[type] === undefined)) return []
  return scopes.filter((scope) => !roles.some((role) => mayUse(role, scope)))
}

/** Standard roles that cover a scope, the two with the fewest rights. */
export function rolesThatMay(scope: string): string[] {
  return advised
    .filter(({ type, label }) => mayUse({ type, label, permissions: undefined }, scope))
    .slice(0, 2)
    .map(({ label }) => label)
}

function mayUse({ type, permissions }: AdminRole, scope: string): boolean {
  const stem = scope.replace(/\.(read|manage)$/, '')
  const isReading = scope.endsWith('.read')
  if (type === 'CUSTOM') {
    // Permissions are finer than scopes (`okta.users.lifecycle.suspend`): any of the kind counts.
    const ofKind = (permissions ?? []).filter((permission) => isReading || !permission.endsWith('.read'))
    return ofKind.some((permission) => permission.toLowerCase().startsWith(`${stem.toLowerCase()}.`))
  }
  const rights = standard[type]
  if (rights === undefined) return true
  return [rights.manage, ...(isReading ? [rights.read] : [])].some(
    (stems) => stems === 'all' || stems.includes(stem),
  )
}
