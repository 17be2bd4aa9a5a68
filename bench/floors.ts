import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeTemporaryDirectory } from './cleanup.ts'
import { startHttpFloor } from './http-floor.ts'
import { runLoad } from './load.ts'
import { createDeliveries } from './okta-delivery.ts'
import type { Plan } from './plan.ts'
import { toSpread, type Spread } from './statistics.ts'

/** What this machine can do at best, to which every other figure is a ratio. */
export interface Floors {
  /** Posts that a bare node:http server parses and answers. */
  httpPerSecond: Spread
  /** Rows of 1.5 kB that SQLite appends in transactions of 200, each on disk before the next. */
  insertRowsPerSecond: Spread
}

const rowsInTransaction = 200

export async function measureFloors({
  runs,
  loadSeconds,
  warmUpSeconds,
  connections,
}: Plan): Promise<Floors> {
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
  const inserts = Array.from({ length: runs }, () => insertRows(Math.min(loadSeconds, 2)))
  return { httpPerSecond: toSpread(http), insertRowsPerSecond: toSpread(inserts) }
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
