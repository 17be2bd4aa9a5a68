import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** A role that a principal holds, as it was assigned. */
export interface HeldRole {
  principalType: string
  principalId: string
  /** The group's name, where a group holds it. */
  principalName: string | null
  assignmentId: string
  type: string
  label: string
  roleId: string | null
  resourceSetId: string | null
}

/**
 * Roles of a user: those given by name, those that the user's groups hold, and custom ones by bindings of either. Facts
 * section 5.5.
 */
export async function listRolesOfUser(db: Db, org: string, userId: string): Promise<HeldRole[]> {
  const { rows } = await sql<RoleRow>`
    with principal as (
      select 'USER' as type, ${userId} as id, null as name
      union all
      select 'GROUP', g.id, g.name from okta_group_members m
      join okta_groups g on g.org = m.org and g.id = m.group_id and g.deleted_at is null
      where m.org = ${org} and m.user_id = ${userId}
    )
    select p.type as principal_type, p.id as principal_id, p.name as principal_name,
      r.id, r.type, r.label, r.role_id, r.resource_set_id
    from principal p join okta_role_assignments r on r.org = ${org} and r.principal_id = p.id
    where r.principal_type = p.type and r.deleted_at is null
    union all
    select p.type, p.id, p.name, m.id, 'CUSTOM', coalesce(role.name, b.subject_id), b.subject_id, b.parent_id
    from principal p
    join okta_objects m on m.org = ${org} and m.subject_id = p.id and m.kind = 'binding_member' and m.deleted_at is null
    join okta_objects b on b.org = ${org} and b.kind = 'binding' and b.id = m.parent_id and b.deleted_at is null
    left join okta_objects role on role.org = ${org} and role.kind = 'role' and role.id = b.subject_id`.execute(
    db,
  )
  return once(rows.map(toHeldRole))
}

/** Who holds a role: a standard one by its type, a custom one by its id. */
export async function listHolders(db: Db, org: string, roleId: string): Promise<HeldRole[]> {
  const { rows } = await sql<RoleRow>`
    select r.principal_type, r.principal_id, null as principal_name, r.id, r.type, r.label, r.role_id, r.resource_set_id
    from okta_role_assignments r
    where r.org = ${org} and r.deleted_at is null and (r.type = ${roleId} or r.role_id = ${roleId})
    union all
    select m.type, m.subject_id, null, m.id, 'CUSTOM', b.name, b.subject_id, b.parent_id
    from okta_objects b
    join okta_objects m on m.org = b.org and m.kind = 'binding_member' and m.parent_id = b.id and m.deleted_at is null
    where b.org = ${org} and b.kind = 'binding' and b.subject_id = ${roleId} and b.deleted_at is null`.execute(
    db,
  )
  return once(rows.map(toHeldRole))
}

export async function listRolesOfGroup(
  db: Db,
  org: string,
  groupId: string,
): Promise<{ type: string; label: string }[]> {
  const rows = await db
    .selectFrom('okta_role_assignments')
    .select(['type', 'label'])
    .where('org', '=', org)
    .where('principal_id', '=', groupId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows
}

/** How many principals hold each role, by type, or by id for custom ones. */
export async function countHolders(db: Db, org: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; holders: number | string }>`
    select id, count(*) as holders from (
      select distinct coalesce(role_id, type) as id, principal_id as holder from okta_role_assignments
      where org = ${org} and deleted_at is null
      union
      select b.subject_id, m.subject_id from okta_objects b
      join okta_objects m on m.org = b.org and m.kind = 'binding_member' and m.parent_id = b.id and m.deleted_at is null
      where b.org = ${org} and b.kind = 'binding' and b.deleted_at is null
    ) held group by id`.execute(db)
  return new Map(rows.map(({ id, holders }) => [id, Number(holders)]))
}

export function listCustomRoles(db: Db, org: string) {
  return db
    .selectFrom('okta_objects')
    .select(['id', 'name'])
    .where('org', '=', org)
    .where('kind', '=', 'role')
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute()
}

export async function listPermissions(
  db: Db,
  org: string,
  roleIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (roleIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('okta_objects')
    .select(['parent_id', 'name'])
    .where('org', '=', org)
    .where('kind', '=', 'role_permission')
    .where('parent_id', 'in', [...roleIds])
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ parent_id }) => parent_id ?? '')].map(([id, list]) => [
      id,
      list.map(({ name }) => name),
    ]),
  )
}

export interface Reach {
  type: string
  id: string | null
  name: string
}

/** What assignments are narrowed to (by `principal/assignment`), and what resource sets hold (by their ids). */
export async function listReach(
  db: Db,
  org: string,
  parentIds: readonly string[],
): Promise<Map<string, Reach[]>> {
  if (parentIds.length === 0) return new Map()
  const kinds = ['user_role_group', 'user_role_app', 'group_role_group', 'group_role_app', 'set_resource']
  const rows = await db
    .selectFrom('okta_objects')
    .select(['parent_id', 'type', 'subject_id', 'name'])
    .where('org', '=', org)
    .where('kind', 'in', kinds)
    .where('parent_id', 'in', [...parentIds])
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ parent_id }) => parent_id ?? '')].map(([id, list]) => [
      id,
      list.map(({ type, subject_id, name }) => ({ type: type ?? '', id: subject_id, name })),
    ]),
  )
}

export async function findResourceSets(
  db: Db,
  org: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('okta_objects')
    .select(['id', 'name'])
    .where('org', '=', org)
    .where('kind', '=', 'resource_set')
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What principals are called. */
export async function findPrincipals(
  db: Db,
  org: string,
  ids: readonly string[],
): Promise<Map<string, { name: string; status: string | null }>> {
  const found = new Map<string, { name: string; status: string | null }>()
  if (ids.length === 0) return found
  const users = await db
    .selectFrom('okta_users')
    .select(['id', 'name', 'status'])
    .where('org', '=', org)
    .where('id', 'in', [...ids])
    .execute()
  const groups = await db
    .selectFrom('okta_groups')
    .select(['id', 'name'])
    .where('org', '=', org)
    .where('id', 'in', [...ids])
    .execute()
  const apps = await db
    .selectFrom('okta_apps')
    .select(['client_id', 'label', 'status'])
    .where('org', '=', org)
    .where('client_id', 'in', [...ids])
    .execute()
  for (const { id, name, status } of users) found.set(id, { name, status })
  for (const { id, name } of groups) found.set(id, { name, status: null })
  for (const { client_id, label, status } of apps) found.set(client_id ?? '', { name: label, status })
  return found
}

interface RoleRow {
  principal_type: string
  principal_id: string
  principal_name: string | null
  id: string
  type: string
  label: string
  role_id: string | null
  resource_set_id: string | null
}

function toHeldRole(row: RoleRow): HeldRole {
  return {
    principalType: row.principal_type,
    principalId: row.principal_id,
    principalName: row.principal_name,
    assignmentId: row.id,
    type: row.type,
    label: row.label,
    roleId: row.role_id,
    resourceSetId: row.resource_set_id,
  }
}

/** Custom roles are seen twice: in the list of the principal, and in the binding. */
function once(roles: readonly HeldRole[]): HeldRole[] {
  const found = new Map<string, HeldRole>()
  for (const role of roles) {
    const key =
      role.type === 'CUSTOM'
        ? `${role.principalId} ${role.roleId} ${role.resourceSetId}`
        : `${role.principalId} ${role.assignmentId}`
    if (!found.has(key)) found.set(key, role)
  }
  return [...found.values()]
}
