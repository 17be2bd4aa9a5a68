import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '../../testing/postgres.ts'
import { openPostgres } from './open-postgres.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test('a statement and an idle transaction end in time, also on the connection that set the database up', async () => {
  const db = await openPostgres(await postgres.createDatabase(), {
    limits: { connections: 4, statementSeconds: 1 },
  })
  try {
    await expect(sql`select pg_sleep(30)`.execute(db.kysely)).rejects.toThrow('statement timeout')
    const settings = await Promise.all(
      Array.from({ length: 4 }, () =>
        sql<{ own: string; idle: string }>`
          select current_setting('statement_timeout') own,
            current_setting('idle_in_transaction_session_timeout') idle, pg_sleep(0.1)`.execute(db.kysely),
      ),
    )
    expect(settings.map(({ rows }) => rows[0])).toMatchObject(Array(4).fill({ own: '1s', idle: '30s' }))
  } finally {
    await db.close()
  }
})
