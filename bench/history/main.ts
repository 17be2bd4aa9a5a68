// How Keyway does with a long history: `node --conditions=source bench/history/main.ts --help`.
import { statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { makeTemporaryDirectory } from '../cleanup.ts'
import { runLoad } from '../load.ts'
import { startPostgres } from '../postgres.ts'
import { readCpuMs, readTreeCpuMs } from '../process-usage.ts'
import { prepareFlow, startKeyway, waitForDrain } from '../world.ts'
import { fillPostgres } from './fill-postgres.ts'
import { fillSqlite } from './fill-sqlite.ts'
import { measureQueries } from './measure-queries.ts'
import { standardShape } from './shape.ts'

const help = `node --conditions=source bench/history/main.ts [options]
  --executions N      how many are stored before anything is measured (default 1000000)
  --storage KIND      sqlite or postgres (default postgres)
  --database-url URL  an empty database, and no server of the benchmark's own
  --repeats N         of each query (default 40)
  --seconds N         of load after that, to see what one more event costs; 0 for none (default 10)
A made-up execution takes about 1.3 kB on PostgreSQL, 0.9 kB on SQLite.
`
const { values: options } = parseArgs({
  options: {
    executions: { type: 'string', default: '1000000' },
    storage: { type: 'string', default: 'postgres' },
    'database-url': { type: 'string' },
    repeats: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) process.stdout.write(help)
else await run()

async function run(): Promise<void> {
  const shape = { ...standardShape, executions: Number(options.executions) }
  const isSqlite = options.storage === 'sqlite'
  const own = isSqlite || options['database-url'] !== undefined ? undefined : await startPostgres()
  const databaseUrl = isSqlite ? undefined : (options['database-url'] ?? (await own?.createDatabase()))
  const { directory, remove } = makeTemporaryDirectory('history')
  try {
    await (await startKeyway(directory, { databaseUrl })).stop()
    const now = Date.now()
    const begun = performance.now()
    if (databaseUrl === undefined) fillSqlite(directory, shape, now)
    else await fillPostgres(databaseUrl, shape, now)
    say(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
    const bytesBefore = await bytesOf(directory, databaseUrl)
    const keyway = await startKeyway(directory, { databaseUrl })
    say(`started in ${keyway.startMs.toFixed(0)} ms`)
    try {
      const readCpu = (): number => readCpuMs(keyway.pid) + (own === undefined ? 0 : readTreeCpuMs(own.pid))
      const queries = await measureQueries(keyway.call, shape, {
        repeats: Number(options.repeats),
        now,
        readCpu,
      })
      for (const { query, rows, p50, p95, max, cpuMs } of queries) {
        say(
          `${query.padEnd(46)} ${String(rows).padStart(3)} rows, p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, max ${max.toFixed(1)} ms, cpu ${cpuMs.toFixed(1)} ms`,
        )
      }
      const seconds = Number(options.seconds)
      const cost = seconds === 0 ? null : await measureCost(seconds)
      if (cost !== null) say(JSON.stringify(cost))
      process.stdout.write(
        `${JSON.stringify({ ...shape, storage: options.storage, bytesBefore, startMs: keyway.startMs, queries, cost }, null, 2)}\n`,
      )
    } finally {
      await keyway.stop()
    }

    async function measureCost(seconds: number) {
      const receiver = await prepareFlow(keyway.call, null)
      const load = (perSecond: number, forSeconds: number) =>
        runLoad({
          url: receiver.url,
          headers: receiver.headers,
          connections: 32,
          seconds: forSeconds,
          perSecond,
        })
      await load(500, 2)
      await waitForDrain(keyway.call)
      const walBefore = await walOf(databaseUrl)
      const bytes = await bytesOf(directory, databaseUrl)
      const cpu = readCpuMs(keyway.pid)
      const serverCpu = own === undefined ? 0 : readTreeCpuMs(own.pid)
      const { accepted, ackMs } = await load(500, seconds)
      await waitForDrain(keyway.call)
      const walAfter = await walOf(databaseUrl)
      return {
        events: accepted,
        ackMs,
        cpuMs: (readCpuMs(keyway.pid) - cpu) / accepted,
        databaseCpuMs: own === undefined ? null : (readTreeCpuMs(own.pid) - serverCpu) / accepted,
        walBytes: walAfter === null || walBefore === null ? null : (walAfter - walBefore) / accepted,
        diskBytes: ((await bytesOf(directory, databaseUrl)) - bytes) / accepted,
      }
    }
  } finally {
    remove()
    await own?.stop()
  }
}

async function query(url: string, sql: string): Promise<number> {
  const client = new Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ value: string }>(sql)
    return Number(rows[0]?.value)
  } finally {
    await client.end()
  }
}

async function bytesOf(directory: string, databaseUrl: string | undefined): Promise<number> {
  if (databaseUrl !== undefined)
    return query(databaseUrl, 'select pg_database_size(current_database()) as value')
  return ['keyway.db', 'keyway.db-wal'].reduce(
    (sum, file) => sum + (statSync(path.join(directory, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

async function walOf(databaseUrl: string | undefined): Promise<number | null> {
  return databaseUrl === undefined
    ? null
    : query(databaseUrl, `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as value`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
