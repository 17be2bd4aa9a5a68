import { DatabaseSync } from 'node:sqlite'
import path from 'node:path'
import { Client } from 'pg'

/** An org as large as those that Okta's largest customers have. */
export interface DirectoryPlan {
  org: string
  users: number
  groups: number
  apps: number
  /** Groups of each user, apps of each group, apps by name and apps used of each user. */
  groupsOfUser: number
  appsOfGroup: number
  appsOfUser: number
  used: number
}

/** Ids as they are spread over a directory; `%` keeps them even. */
const id = (prefix: string, value: string) => `'${prefix}' || substr('00000000000000000' || (${value}), -17)`

/** Rows as a walk leaves them, in the words that both engines know; `numbers(n)` counts from 0 below n. */
function statements(plan: DirectoryPlan, numbers: (count: number, name: string) => string): string[] {
  const { org, users, groups, apps, groupsOfUser, appsOfGroup, appsOfUser, used } = plan
  const kept = `'{}', 'digest', 1, 1, null`
  return [
    `insert into okta_users (org, id, login, email, name, status, department, created_at, last_login_at, search, body, digest, first_seen, changed_at, deleted_at)
      select '${org}', ${id('00u', 'a.n')}, 'person.' || a.n || '@acme.test', null, 'Person ' || a.n, 'ACTIVE', 'Finance', 1, 1, 'person ' || a.n || ' person.' || a.n || '@acme.test', '{"profile":{"department":"Finance"}}', 'digest', 1, 1, null
      from ${numbers(users, 'a')}`,
    `insert into okta_groups (org, id, name, type, search, body, digest, first_seen, changed_at, deleted_at)
      select '${org}', ${id('00g', 'a.n')}, 'Group ' || a.n, 'OKTA_GROUP', 'group ' || a.n, ${kept} from ${numbers(groups, 'a')}`,
    `insert into okta_apps (org, id, name, label, status, features, search, body, digest, first_seen, changed_at, deleted_at)
      select '${org}', ${id('0oa', 'a.n')}, 'app' || a.n, 'App ' || a.n, 'ACTIVE', '[]', 'app ' || a.n, ${kept} from ${numbers(apps, 'a')}`,
    `insert into okta_group_members (org, group_id, user_id, body, digest, first_seen, changed_at, deleted_at)
      select '${org}', ${id('00g', `(a.n * 7 + b.n * 131) % ${groups}`)}, ${id('00u', 'a.n')}, ${kept}
      from ${numbers(users, 'a')} cross join ${numbers(groupsOfUser, 'b')}`,
    `insert into okta_app_groups (org, app_id, group_id, body, digest, first_seen, changed_at, deleted_at)
      select '${org}', ${id('0oa', `(a.n * 13 + b.n * 37) % ${apps}`)}, ${id('00g', 'a.n')}, ${kept}
      from ${numbers(groups, 'a')} cross join ${numbers(appsOfGroup, 'b')}`,
    `insert into okta_app_users (org, app_id, user_id, scope, body, digest, first_seen, changed_at, deleted_at)
      select '${org}', ${id('0oa', `(a.n * 3 + b.n * 997) % ${apps}`)}, ${id('00u', 'a.n')}, 'USER', ${kept}
      from ${numbers(users, 'a')} cross join ${numbers(appsOfUser, 'b')}`,
    `insert into okta_usage (org, actor_id, object_id, first_used, last_used, uses, failures)
      select '${org}', ${id('00u', 'a.n')}, ${id('0oa', `(a.n * 3 + b.n * 997) % ${apps}`)}, 1, 2, 3, 0
      from ${numbers(users, 'a')} cross join ${numbers(used, 'b')}`,
  ]
}

/** Fills the store of a Keyway that is stopped. Answers how many rows it has made. */
export async function fillDirectory(
  plan: DirectoryPlan,
  store: { directory: string; databaseUrl: string | undefined },
): Promise<void> {
  if (store.databaseUrl === undefined) {
    const database = new DatabaseSync(path.join(store.directory, 'keyway.db'))
    database.exec('begin')
    const numbers = (count: number, name: string) =>
      `(with recursive c(n) as (select 0 union all select n + 1 from c where n + 1 < ${count}) select n from c) ${name}`
    for (const statement of statements(plan, numbers)) database.exec(statement)
    database.exec('commit')
    database.exec('analyze')
    database.close()
    return
  }
  const client = new Client({ connectionString: store.databaseUrl })
  await client.connect()
  const numbers = (count: number, name: string) => `(select generate_series(0, ${count - 1}) as n) ${name}`
  for (const statement of statements(plan, numbers))
    await client.query(
      statement.replaceAll(/substr\('0{17}' \|\| (\(.*?\)), -17\)/g, "right(repeat('0', 17) || $1, 17)"),
    )
  await client.query('analyze')
  await client.end()
}
