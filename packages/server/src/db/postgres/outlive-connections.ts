import type { Pool } from 'pg'

/**
 * Lets the process outlive its connections. One that breaks is replaced by the pool, and whoever uses it gets the error
 * from the query; but it also tells the error as an event, which ends the process where nobody listens. The pool listens
 * to idle ones only.
 */
export function outliveConnections(pool: Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
}
