import type { Pool, PoolClient } from 'pg'

/** Any number that no other program uses as an advisory lock in the same database: "keyway" in ASCII. */
export const setupLock = 0x6b6579776179

/** Lets one process at a time change what the database is made of, while others wait for it. */
export async function withSetupLock<Answer>(
  pool: Pool,
  task: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect()
  let isHeld = false
  try {
    // A migration, and waiting for that of another process, may take as long as it takes.
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [setupLock])
    isHeld = true
    const answer = await task(client)
    await client.query('select pg_advisory_unlock($1)', [setupLock])
    isHeld = false
    await client.query('reset statement_timeout; reset idle_in_transaction_session_timeout')
    return answer
  } finally {
    // A server that is busy takes a while to notice that a connection has gone: whoever comes next would find it taken.
    if (isHeld) {
      await client.query('select pg_advisory_unlock($1)', [setupLock]).catch(() => undefined)
    }
    // The lock belongs to the connection, so a connection that still has it must not go back.
    client.release(isHeld)
  }
}
