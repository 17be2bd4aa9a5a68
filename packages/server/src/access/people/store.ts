import type { access } from '@keyway/api'
import type { Json, JsonObject, z } from '@keyway/sdk'
import { sql } from 'kysely'
import { parseCursor, toPage, type Page } from '../../cursor.ts'
import type { Db } from '../../db/database.ts'
import type { Schema } from '../../db/schema.ts'

export type Person = z.input<typeof access.person>
interface Search {
  org: string
  search?: string | undefined
  cursor?: string | undefined
  limit: number
}

export async function listPeople(
  db: Db,
  query: Search & { status?: string | undefined },
): Promise<Page<Person>> {
  // Of these columns only, so that an index answers without a look at the rows.
  let found = db
    .selectFrom('okta_users')
    .select(['id', 'search'])
    .where('org', '=', query.org)
    .where('deleted_at', 'is', null)
  if (query.status !== undefined) found = found.where('status', '=', query.status)
  for (const word of wordsOf(query)) found = found.where('search', 'like', word)
  if (query.cursor !== undefined) {
    const [text, id] = parseCursor(query.cursor, ['string', 'string'])
    found = found.where(sql<boolean>`(search, id) > (${text}, ${id})`)
  }
  const page = found
    .orderBy('search')
    .orderBy('id')
    .limit(query.limit + 1)
  const rows = await db
    .with('page', () => page)
    .selectFrom('page')
    .innerJoin('okta_users as u', (join) => join.on('u.org', '=', query.org).onRef('u.id', '=', 'page.id'))
    .select([
      'u.id',
      'u.name',
      'u.login',
      'u.email',
      'u.status',
      'u.department',
      'u.last_login_at',
      'u.search',
    ])
    .orderBy('u.search')
    .orderBy('u.id')
    .execute()
  const { items, next } = toPage(rows, query.limit, (row) => [row.search, row.id])
  return { items: items.map(toPerson), next }
}

export async function findPeople(db: Db, org: string, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('okta_users')
    .select(['id', 'name', 'login', 'email', 'status', 'department', 'last_login_at'])
    .where('org', '=', org)
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toPerson)
}

function toPerson(
  row: Pick<
    Schema['okta_users'],
    'id' | 'name' | 'login' | 'email' | 'status' | 'department' | 'last_login_at'
  >,
): Person {
  const { id, name, login, email, status, department, last_login_at } = row
  return { id, name, login, email, status, department, lastLoginAt: last_login_at }
}

export function findUser(db: Db, org: string, userId: string) {
  return db
    .selectFrom('okta_users')
    .selectAll()
    .where('org', '=', org)
    .where('id', '=', userId)
    .executeTakeFirst()
}

/** Groups of a user, with what each membership tells of its origin, and how many apps each group gives. */
export async function listGroupsOf(db: Db, org: string, userId: string) {
  const { rows } = await sql<{
    id: string
    name: string
    type: string
    added_by: string | null
    added_by_type: string | null
    apps: number | string
  }>`
    select g.id, g.name, g.type, m.added_by, m.added_by_type,
      (select count(*) from okta_app_groups ag where ag.org = g.org and ag.group_id = g.id) as apps
    from okta_group_members m join okta_groups g on g.org = m.org and g.id = m.group_id and g.deleted_at is null
    where m.org = ${org} and m.user_id = ${userId} order by g.name`.execute(db)
  return rows.map(({ apps, ...row }) => ({ ...row, apps: Number(apps) }))
}

/** Active rules that put users into these groups, by group. */
export async function listRulesFor(db: Db, org: string, groupIds: readonly string[]) {
  if (groupIds.length === 0) return new Map<string, RuleRow[]>()
  const rows = await db
    .selectFrom('okta_links as link')
    .innerJoin('okta_objects as rule', (join) =>
      join
        .onRef('rule.org', '=', 'link.org')
        .on('rule.kind', '=', 'group_rule')
        .onRef('rule.id', '=', 'link.from_id'),
    )
    .select([
      'rule.id as id',
      'rule.name as name',
      'rule.status as status',
      'rule.body as body',
      'link.to_id as groupId',
    ])
    .where('link.org', '=', org)
    .where('link.to_kind', '=', 'group')
    .where('link.to_id', 'in', [...groupIds])
    .where('link.relation', '=', 'assigns')
    .where('link.from_kind', '=', 'group_rule')
    .where('rule.deleted_at', 'is', null)
    .execute()
  const read = rows.map(({ body, groupId, ...row }) => ({ groupId, rule: { ...row, ...readRule(body) } }))
  return new Map(
    [...Map.groupBy(read, ({ groupId }) => groupId)].map(([groupId, list]) => [
      groupId,
      list.map(({ rule }) => rule),
    ]),
  )
}

export interface RuleRow {
  id: string
  name: string
  status: string | null
  expression: string
  excludedUserIds: string[]
}

function readRule(body: string): { expression: string; excludedUserIds: string[] } {
  // The body of a group rule as Okta gave it.
  const rule = JSON.parse(body) as {
    conditions?: { expression?: { value?: string }; people?: { users?: { exclude?: string[] } } }
  }
  return {
    expression: rule.conditions?.expression?.value ?? '',
    excludedUserIds: rule.conditions?.people?.users?.exclude ?? [],
  }
}

export function listFactorsOf(db: Db, org: string, userId: string) {
  return db
    .selectFrom('okta_factors')
    .select(['id', 'type', 'provider', 'status', 'name', 'created_at as createdAt'])
    .where('org', '=', org)
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .execute()
}

/** Objects of small kinds that are about somebody: tokens, devices, groups owned. */
export async function listAbout(db: Db, org: string, subjectId: string) {
  const rows = await db
    .selectFrom('okta_objects')
    .select(['kind', 'id', 'name', 'parent_id as parentId', 'created_at as createdAt'])
    .where('org', '=', org)
    .where('subject_id', '=', subjectId)
    .where('kind', 'in', ['api_token', 'device_user', 'group_owner'])
    .where('deleted_at', 'is', null)
    .execute()
  return rows
}

export async function findNames(
  db: Db,
  org: string,
  { groups, devices }: { groups: readonly string[]; devices: readonly string[] },
): Promise<Map<string, { name: string; type: string | null }>> {
  const found = new Map<string, { name: string; type: string | null }>()
  const named = async (table: 'okta_groups' | 'okta_objects', ids: readonly string[]) => {
    if (ids.length === 0) return
    const rows = await db
      .selectFrom(table)
      .select(['id', 'name', 'type'])
      .where('org', '=', org)
      .where('id', 'in', [...ids])
      .execute()
    for (const { id, ...row } of rows) found.set(id, row)
  }
  await named('okta_groups', groups)
  await named('okta_objects', devices)
  return found
}

/** The profile as Okta gave it. */
export function profileOf(body: string): JsonObject {
  const { profile = {} } = JSON.parse(body) as { profile?: Record<string, Json> }
  return profile
}

/** When groups, memberships and assignments were last read completely: the oldest of them. */
export async function readAsOf(db: Db, org: string): Promise<number | null> {
  const rows = await db
    .selectFrom('inventory_kinds')
    .select('completed_at')
    .where('org', '=', org)
    .where('kind', 'in', ['user', 'group', 'group_member', 'app', 'app_user', 'app_group'])
    .execute()
  const times = rows.map(({ completed_at }) => completed_at ?? 0)
  return times.length === 0 || times.includes(0) ? null : Math.min(...times)
}

export async function listGroups(db: Db, query: Search): Promise<Page<z.input<typeof access.group>>> {
  let select = db
    .selectFrom('okta_groups')
    .select(['id', 'name', 'type', 'membership_changed_at', 'search'])
    .where('org', '=', query.org)
    .where('deleted_at', 'is', null)
  for (const word of wordsOf(query)) select = select.where('search', 'like', word)
  if (query.cursor !== undefined) {
    const [text, id] = parseCursor(query.cursor, ['string', 'string'])
    select = select.where(sql<boolean>`(search, id) > (${text}, ${id})`)
  }
  const rows = await select
    .orderBy('search')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute()
  const { items, next } = toPage(rows, query.limit, (row) => [row.search, row.id])
  return {
    items: items.map(({ id, name, type, membership_changed_at }) => ({
      id,
      name,
      type,
      membershipChangedAt: membership_changed_at,
    })),
    next,
  }
}

export async function listApps(db: Db, query: Search): Promise<Page<z.input<typeof access.app>>> {
  let select = db
    .selectFrom('okta_apps')
    .select(['id', 'name', 'label', 'status', 'sign_on_mode', 'search'])
    .where('org', '=', query.org)
    .where('deleted_at', 'is', null)
  for (const word of wordsOf(query)) select = select.where('search', 'like', word)
  if (query.cursor !== undefined) {
    const [text, id] = parseCursor(query.cursor, ['string', 'string'])
    select = select.where(sql<boolean>`(search, id) > (${text}, ${id})`)
  }
  const rows = await select
    .orderBy('search')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute()
  const { items, next } = toPage(rows, query.limit, (row) => [row.search, row.id])
  return {
    items: items.map(({ sign_on_mode, search: _search, ...row }) => ({ ...row, signOnMode: sign_on_mode })),
    next,
  }
}

export function findGroup(db: Db, org: string, groupId: string) {
  return db
    .selectFrom('okta_groups')
    .selectAll()
    .where('org', '=', org)
    .where('id', '=', groupId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

export function findApp(db: Db, org: string, appId: string) {
  return db
    .selectFrom('okta_apps')
    .selectAll()
    .where('org', '=', org)
    .where('id', '=', appId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

export async function countMembers(db: Db, org: string, groupId: string): Promise<number> {
  const row = await db
    .selectFrom('okta_group_members')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('org', '=', org)
    .where('group_id', '=', groupId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export function listAppsOfGroup(db: Db, org: string, groupId: string) {
  return db
    .selectFrom('okta_app_groups as given')
    .innerJoin('okta_apps as app', (join) =>
      join.onRef('app.org', '=', 'given.org').onRef('app.id', '=', 'given.app_id'),
    )
    .select(['app.id as id', 'app.label as label', 'given.priority as priority'])
    .where('given.org', '=', org)
    .where('given.group_id', '=', groupId)
    .where('app.deleted_at', 'is', null)
    .orderBy('app.label')
    .execute()
}

/** Small objects below another. */
export function listBelow(db: Db, { org, kind, parentId }: { org: string; kind: string; parentId: string }) {
  return db
    .selectFrom('okta_objects')
    .select(['id', 'name', 'type', 'subject_id as subjectId'])
    .where('org', '=', org)
    .where('kind', '=', kind)
    .where('parent_id', '=', parentId)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute()
}

/** Every word of a search has to be there, in any order. */
function wordsOf({ search = '' }: Search): string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[%_]/g, '')}%`)
}
