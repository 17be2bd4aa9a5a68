import type { PoolClient } from 'pg'

/** SQL that PostgreSQL prepares once for each connection, under this name. */
export interface Statement {
  name: string
  text: string
}

export type Run = <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>

/** Runs prepared statements on a connection. */
export function runOn(client: PoolClient): Run {
  return async <Row extends object>(statement: Statement, values: readonly unknown[]) =>
    (await client.query<Row>({ ...statement, values: [...values] })).rows
}

/**
 * Waits for all, also where one fails: nothing may be under way when a connection changes hands. Throws the first failure
 * in order; what comes behind it in a transaction only repeats that it has failed.
 */
export async function together<Tasks extends readonly Promise<unknown>[]>(...tasks: Tasks) {
  const settled = await Promise.allSettled(tasks)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return Promise.all(tasks)
}
