import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { makeTemporaryDirectory } from './cleanup.ts'
import { startHttpFloor } from './http-floor.ts'
import { runLoad } from './load.ts'
import { createDeliveries } from './okta-delivery.ts'
import type { Plan } from './plan.ts'
import type { BenchPostgres } from './postgres.ts'
import { toSpread, type Spread } from './statistics.ts'

/** What this machine can do at best, to which every other figure is a ratio. */
export interface Floors {
  /** Posts that a bare node:http server parses and answers. */
  httpPerSecond: Spread
  /** Rows of 1.5 kB that SQLite appends in transactions of 200, each on disk before the next. */
  insertRowsPerSecond: Spread
  /** The same rows that PostgreSQL takes over two connections, in statements of 200. */
  postgresRowsPerSecond: Spread
}

const rowsInTransaction = 200

export async function measureFloors(
  { runs, loadSeconds, warmUpSeconds, connections }: Plan,
  postgres: BenchPostgres,
): Promise<Floors> {
  const floor = await startHttpFloor()
  const load = { url: floor.url, headers: {}, connections }
  const http: number[] = []
  try {
    await runLoad({ ...load, seconds: warmUpSeconds })
    for (let run = 0; run < runs; run++) {
      const { accepted, elapsedMs } = await runLoad({ ...load, seconds: Math.min(loadSeconds, 3) })
      http.push((accepted / elapsedMs) * 1000)
    }
  } finally {
    await floor.stop()
  }
  const insertSeconds = Math.min(loadSeconds, 2)
  const inserts = Array.from({ length: runs }, () => insertRows(insertSeconds))
  const postgresInserts: number[] = []
  for (let run = 0; run < runs; run++) {
    postgresInserts.push(await insertPostgresRows(await postgres.createDatabase(), insertSeconds))
  }
  return {
    httpPerSecond: toSpread(http),
    insertRowsPerSecond: toSpread(inserts),
    postgresRowsPerSecond: toSpread(postgresInserts),
  }
}

/** Rows a second. Each connection has one statement under way. */
async function insertPostgresRows(url: string, seconds: number): Promise<number> {
  const clients = [new Client(url), new Client(url)]
  try {
    await Promise.all(clients.map((client) => client.connect()))
    await clients[0]?.query(
      'create table rows (seq bigint generated always as identity primary key, body text)',
    )
    const bodies = Array.from({ length: rowsInTransaction }, createDeliveries())
    const values = [JSON.stringify(bodies.map(({ body }) => ({ body })))]
    const text =
      'insert into rows (body) select body from json_to_recordset($1::json) as incoming (body text)'
    const start = performance.now()
    const counts = await Promise.all(
      clients.map(async (client) => {
        let rows = 0
        while (performance.now() < start + seconds * 1000) {
          await client.query({ name: 'insert', text, values })
          rows += rowsInTransaction
        }
        return rows
      }),
    )
    const all = counts.reduce((sum, rows) => sum + rows, 0)
    return (all / (performance.now() - start)) * 1000
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** Rows a second. Blocks this process, which has nothing else to do meanwhile. */
function insertRows(seconds: number): number {
  const { directory, remove } = makeTemporaryDirectory('insert')
  const db = new DatabaseSync(path.join(directory, 'floor.db'))
  try {
    db.exec(
      'pragma journal_mode = wal; pragma synchronous = full; create table rows (seq integer primary key, body text)',
    )
    const insert = db.prepare('insert into rows (body) values (?)')
    const bodies = Array.from({ length: rowsInTransaction }, createDeliveries())
    const start = performance.now()
    let rows = 0
    while (performance.now() < start + seconds * 1000) {
      db.exec('begin immediate')
      for (const { body } of bodies) insert.run(body)
      db.exec('commit')
      rows += rowsInTransaction
    }
    return (rows / (performance.now() - start)) * 1000
  } finally {
    db.close()
    remove()
  }
}
