import type { access } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

type AccessPath = z.input<typeof access.accessPath>
type ReachedApp = Omit<z.input<typeof access.reachedApp>, 'lastUse' | 'paths'> & { paths: AccessPath[] }

/** A row of a way: an app, and by which group; no group is by name. */
interface WayRow {
  id: string
  name: string
  label: string
  status: string
  sign_on_mode: string | null
  group_id: string | null
  group_name: string | null
}

/** Every app that a user can reach, with all ways that lead there. Okta keeps one account of several ways. */
export async function listReachedApps(db: Db, org: string, userId: string): Promise<ReachedApp[]> {
  const { rows } = await sql<WayRow>`
    select a.id, a.name, a.label, a.status, a.sign_on_mode, g.id as group_id, g.name as group_name
    from okta_group_members m
    join okta_app_groups ag on ag.org = m.org and ag.group_id = m.group_id
    join okta_apps a on a.org = ag.org and a.id = ag.app_id and a.deleted_at is null
    join okta_groups g on g.org = m.org and g.id = m.group_id and g.deleted_at is null
    where m.org = ${org} and m.user_id = ${userId}
    union all
    select a.id, a.name, a.label, a.status, a.sign_on_mode, null, null
    from okta_app_users au
    join okta_apps a on a.org = au.org and a.id = au.app_id and a.deleted_at is null
    where au.org = ${org} and au.user_id = ${userId} and au.scope = 'USER'`.execute(db)
  const accounts = await db
    .selectFrom('okta_app_users')
    .innerJoin('okta_apps as app', (join) =>
      join.onRef('app.org', '=', 'okta_app_users.org').onRef('app.id', '=', 'okta_app_users.app_id'),
    )
    .select([
      'app.id as id',
      'app.name as name',
      'app.label as label',
      'app.status as status',
      'app.sign_on_mode as sign_on_mode',
      'okta_app_users.user_name as user_name',
    ])
    .where('okta_app_users.org', '=', org)
    .where('okta_app_users.user_id', '=', userId)
    .where('app.deleted_at', 'is', null)
    .execute()
  const userNames = new Map(accounts.map(({ id, user_name }) => [id, user_name]))
  const byApp = Map.groupBy(rows, ({ id }) => id)
  const apps = [...byApp.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [toApp(first, userNames.get(first.id) ?? null, [first, ...more].map(toPath))],
  )
  // Okta says that there is a way, and none of those known here is it.
  const others = accounts
    .filter(({ id }) => !byApp.has(id))
    .map((row) => toApp(row, row.user_name, [{ kind: 'other', groupId: null, groupName: null }]))
  return [...apps, ...others].toSorted((a, b) => a.label.localeCompare(b.label))
}

function toApp(
  row: Omit<WayRow, 'group_id' | 'group_name'>,
  userName: string | null,
  paths: AccessPath[],
): ReachedApp {
  const { id, name, label, status, sign_on_mode } = row
  return { id, name, label, status, signOnMode: sign_on_mode, userName, paths }
}

function toPath({ group_id, group_name }: WayRow): AccessPath {
  return group_id === null
    ? { kind: 'direct', groupId: null, groupName: null }
    : { kind: 'group', groupId: group_id, groupName: group_name }
}

/** Groups that give an app, with how many members each has. */
export async function listGivingGroups(
  db: Db,
  org: string,
  appId: string,
): Promise<{ id: string; name: string; members: number }[]> {
  const { rows } = await sql<{ id: string; name: string; members: number | string }>`
    select g.id, g.name, (select count(*) from okta_group_members m where m.org = g.org and m.group_id = g.id) as members
    from okta_app_groups ag join okta_groups g on g.org = ag.org and g.id = ag.group_id and g.deleted_at is null
    where ag.org = ${org} and ag.app_id = ${appId} order by g.name`.execute(db)
  return rows.map(({ members, ...row }) => ({ ...row, members: Number(members) }))
}

export async function countDirect(db: Db, org: string, appId: string): Promise<number> {
  const row = await db
    .selectFrom('okta_app_users')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('org', '=', org)
    .where('app_id', '=', appId)
    .where('scope', '=', 'USER')
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Ways that are read in one question: an engine takes some hundred of them at most. */
const waysAtOnce = 100

/**
 * Ids of those who can reach an app, in their order behind one of them. Each way is read by its own index and no further
 * than the page, so that an app of everybody is as fast as one of a few.
 */
export async function listReacherIds(
  db: Db,
  { org, appId }: { org: string; appId: string },
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const given = await db
    .selectFrom('okta_app_groups as given')
    .innerJoin('okta_groups as g', (join) =>
      join.onRef('g.org', '=', 'given.org').onRef('g.id', '=', 'given.group_id'),
    )
    .select('g.id')
    .where('given.org', '=', org)
    .where('given.app_id', '=', appId)
    .where('g.deleted_at', 'is', null)
    .execute()
  const behind = sql`user_id > ${after} order by user_id limit ${limit}`
  const ways = [
    sql`select user_id from okta_app_users where org = ${org} and app_id = ${appId} and ${behind}`,
    ...given.map(
      ({ id }) =>
        sql`select user_id from okta_group_members where org = ${org} and group_id = ${id} and ${behind}`,
    ),
  ]
  const found = new Set<string>()
  for (let start = 0; start < ways.length; start += waysAtOnce) {
    const some = ways.slice(start, start + waysAtOnce).map((way) => sql`select user_id from (${way}) way`)
    const { rows } = await sql<{
      user_id: string
    }>`select user_id from (${sql.join(some, sql` union `)}) found
      order by user_id limit ${limit}`.execute(db)
    for (const { user_id } of rows) found.add(user_id)
  }
  return [...found].toSorted().slice(0, limit)
}

export async function listMemberIds(
  db: Db,
  { org, groupId }: { org: string; groupId: string },
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('okta_group_members')
    .select('user_id')
    .where('org', '=', org)
    .where('group_id', '=', groupId)
    .where('user_id', '>', after)
    .orderBy('user_id')
    .limit(limit)
    .execute()
  return rows.map(({ user_id }) => user_id)
}

/** By which of these groups, or by name, each of these users reaches an app. */
export async function listWays(
  db: Db,
  { org, appId, userIds }: { org: string; appId: string; userIds: readonly string[] },
): Promise<Map<string, AccessPath[]>> {
  if (userIds.length === 0) return new Map()
  const { rows } = await sql<{ user_id: string; group_id: string | null; group_name: string | null }>`
    select m.user_id, g.id as group_id, g.name as group_name
    from okta_group_members m
    join okta_app_groups ag on ag.org = m.org and ag.app_id = ${appId} and ag.group_id = m.group_id
    join okta_groups g on g.org = m.org and g.id = m.group_id and g.deleted_at is null
    where m.org = ${org} and m.user_id in (${sql.join(userIds)})
    union all
    select user_id, null, null from okta_app_users
    where org = ${org} and app_id = ${appId} and user_id in (${sql.join(userIds)}) and scope = 'USER'`.execute(
    db,
  )
  return new Map(
    [...Map.groupBy(rows, ({ user_id }) => user_id)].map(([userId, ways]) => [
      userId,
      ways.map(({ group_id, group_name }): AccessPath =>
        group_id === null
          ? { kind: 'direct', groupId: null, groupName: null }
          : { kind: 'group', groupId: group_id, groupName: group_name },
      ),
    ]),
  )
}
