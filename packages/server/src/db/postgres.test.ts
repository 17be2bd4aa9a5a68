import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres } from './postgres/open-postgres.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { describeStore } from './store-contract.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe('the store on PostgreSQL', () => {
  describeStore(async () => ({ kind: 'postgres', url: await postgres.createDatabase() }))
})

test('a connection that breaks in a transaction fails it, and ends neither the process nor the store', async () => {
  const database = await openPostgres(await postgres.createDatabase())
  const { kysely } = database
  const broken = kysely.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(kysely)
    // It breaks while it is held and nothing is asked of it.
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sql`select 1`.execute(transaction)
  })
  await expect(broken).rejects.toThrow(/connection/i)
  await expect(sql`select 1 as one`.execute(kysely)).resolves.toMatchObject({ rows: [{ one: 1 }] })
  await database.close()
})
