// What an event costs on PostgreSQL: `node --conditions=source bench/postgres-cost.ts [--flow pure|http] [--seconds N]
// [--connections N] [--runs N] [--profile DIR]`. Throughput depends on who else uses the machine; processor time,
// statements, rows and log bytes of an event hardly do, so these tell whether a change helps.
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { runLoad } from './load.ts'
import { startPostgres } from './postgres.ts'
import { readCpuMs, readTreeCpuMs } from './process-usage.ts'
import { startStub } from './stub.ts'
import { prepareFlow, startWorld, waitForDrain } from './world.ts'

const { values: options } = parseArgs({
  options: {
    flow: { type: 'string', default: 'pure' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    runs: { type: 'string', default: '3' },
    profile: { type: 'string' },
    /** Also prints the slowest statements. */
    statements: { type: 'boolean', default: false },
  },
})

const postgres = await startPostgres(['shared_preload_libraries=pg_stat_statements'])
const stub = options.flow === 'http' ? await startStub() : null
const databaseUrl = await postgres.createDatabase()
const client = new Client(databaseUrl)
try {
  await client.connect()
  await client.query('create extension pg_stat_statements')
  const world = await startWorld({ databaseUrl, profileDirectory: options.profile })
  try {
    const { url, headers } = await prepareFlow(world.call, stub?.url ?? null)
    const load = async (seconds: number): Promise<Record<string, number>> => {
      await client.query('select pg_stat_statements_reset()')
      const before = {
        node: readCpuMs(world.pid),
        database: readTreeCpuMs(postgres.pid),
        ...(await readCounts()),
      }
      const { accepted, elapsedMs, ackMs } = await runLoad({
        url,
        headers,
        seconds,
        connections: Number(options.connections),
      })
      const loaded = performance.now()
      const drainMs = (await waitForDrain(world.call)) - loaded
      const after = {
        node: readCpuMs(world.pid),
        database: readTreeCpuMs(postgres.pid),
        ...(await readCounts()),
      }
      const per = (name: keyof typeof after): number => (after[name] - before[name]) / accepted
      return {
        perSecond: round((accepted / (elapsedMs + drainMs)) * 1000, 0),
        nodeUs: round(per('node') * 1000, 0),
        postgresUs: round(per('database') * 1000, 0),
        statements: round(per('statements'), 2),
        commits: round(per('commits'), 3),
        walBytes: round(per('wal'), 0),
        inserted: round(per('inserted'), 1),
        updated: round(per('updated'), 2),
        hotUpdated: round(per('hotUpdated'), 2),
        deleted: round(per('deleted'), 2),
        ackP50: round(ackMs.p50, 1),
        ackP99: round(ackMs.p99, 1),
      }
    }
    await load(2)
    for (let run = 0; run < Number(options.runs); run += 1) {
      process.stdout.write(`${JSON.stringify(await load(Number(options.seconds)))}\n`)
    }
    if (options.statements) console.table(await readStatements())
  } finally {
    await world.stop()
  }
} finally {
  await client.end()
  await stub?.close()
  await postgres.stop()
}

async function readCounts(): Promise<
  Record<'statements' | 'commits' | 'wal' | 'inserted' | 'updated' | 'hotUpdated' | 'deleted', number>
> {
  const { rows } = await client.query(
    `select (select sum(calls) from pg_stat_statements)::float8 as statements,
      (select sum(calls) from pg_stat_statements where lower(query) = 'commit')::float8 as commits,
      (pg_current_wal_lsn() - '0/0')::float8 as wal, sum(n_tup_ins)::float8 as inserted, sum(n_tup_upd)::float8 as updated,
      sum(n_tup_hot_upd)::float8 as "hotUpdated", sum(n_tup_del)::float8 as deleted from pg_stat_user_tables`,
  )
  return rows[0]
}

async function readStatements(): Promise<unknown[]> {
  const { rows } = await client.query(
    `select calls::int, rows::int, round(total_exec_time)::int as ms, round(mean_exec_time::numeric, 3)::float8 as mean,
      left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
      from pg_stat_statements order by total_exec_time desc limit 15`,
  )
  return rows
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
