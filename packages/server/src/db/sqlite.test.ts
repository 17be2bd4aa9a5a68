import { once } from 'node:events'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openDatabase } from './open-database.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import { describeStore, startWriter, waitUntil } from './store-contract.ts'

const directories = createDirectories()
afterAll(() => directories.remove())
const createConfig = () => ({ kind: 'sqlite' as const, directory: directories.create() })

describe('the store on SQLite', () => {
  describeStore(async () => createConfig())
})

describe('a data directory', () => {
  test('belongs to one process, and is free again when that one is killed', async () => {
    const config = createConfig()
    const child = startWriter(config)
    let isWriting = false
    child.on('message', () => (isWriting = true))
    await waitUntil(() => isWriting, child)
    await expect(openDatabase(config)).rejects.toThrow(`The data directory "${config.directory}" is in use`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const db = await openDatabase(config)
    // What the killed process held is free at once.
    expect((await db.hot.claim({ owner: 'next', leaseUntil: 2, now: 1, limit: 5 })).length).toBe(5)
    await db.close()
  })

  test('is refused a second time within one process as well', async () => {
    const config = createConfig()
    const db = await openDatabase(config)
    await expect(openDatabase(config)).rejects.toThrow('is in use')
    await db.close()
    await (await openDatabase(config)).close()
  })
})

test('the planner knows how an inventory is spread, however little is in it', async () => {
  const directory = directories.create()
  const plan = sql<{
    detail: string
  }>`explain query plan select 1 from okta_users u where u.org = 'a' and not exists
    (select 1 from okta_group_members m where m.org = 'a' and m.user_id = u.id and m.deleted_at is null)`
  for (const _ of ['made', 'opened again']) {
    const db = await openSqlite(directory)
    const { rows } = await plan.execute(db.kysely)
    // By the user, and not all memberships of the org for each user.
    expect(rows.map(({ detail }) => detail).join()).toContain('okta_group_members_user (org=? AND user_id=?)')
    await db.close()
  }
})

test('a long question of background work keeps nobody else waiting', async () => {
  const db = await openSqlite(directories.create())
  const long = sql`select count(*) from (with recursive n(i) as (select 1 union all select i + 1 from n
    where i < 3000000) select i from n)`
  let isOver = false
  const asked = long.execute(db.background).then(() => (isOver = true))
  expect(await db.kysely.selectFrom('folders').selectAll().execute()).toEqual([])
  expect(isOver).toBe(false)
  await asked
  await db.close()
  await expect(long.execute(db.background)).rejects.toThrow('destroyed')
})

test('a write outside the transaction that waits for it ends with an error, not with silence', async () => {
  const db = await openSqlite(directories.create(), { longestWaitMs: 100 })
  const stuck = db.kysely.transaction().execute(async (trx) => {
    await trx.insertInto('folders').values({ id: 'a', name: 'a' }).execute()
    await db.kysely.insertInto('folders').values({ id: 'b', name: 'b' }).execute()
  })
  await expect(stuck).rejects.toThrow('Waited 100 ms to write')
  expect(await db.kysely.selectFrom('folders').selectAll().execute()).toEqual([])
  await db.close()
})
