// The thread that writes. Everything of a batch is one transaction, and it is on disk before the answer.
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { Batch } from './batches.ts'

const db = new DatabaseSync(String(workerData))
// A checkpoint costs the write that meets it; fewer and larger ones cost less in all.
db.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 8000;
  create table events (seq integer primary key, body text);
  create table event_ids (id blob primary key, seq integer) without rowid;
  create table executions (seq integer primary key, status text);
  create table finished (event blob, status text, outcome text);`)
const addId = db.prepare('insert into event_ids (id, seq) values (?, ?) on conflict do nothing')
const addEvent = db.prepare('insert into events (seq, body) values (?, ?)')
const addExecution = db.prepare('insert into executions (seq, status) values (?, ?)')
const addFinished = db.prepare('insert into finished (event, status, outcome) values (?, ?, ?)')
let seq = 0

parentPort?.on('message', (batch: Batch) => {
  db.exec('begin immediate')
  for (const [place, id] of batch.ids.entries()) {
    if (addId.run(toBytes(id), seq + 1).changes === 0) continue
    seq += 1
    addEvent.run(seq, batch.bodies[place] ?? '')
    addExecution.run(seq, 'running')
  }
  for (const [place, id] of batch.finished.entries()) {
    addFinished.run(toBytes(id), 'succeeded', batch.outcomes[place] ?? '')
  }
  db.exec('commit')
  parentPort?.postMessage(null)
})

/** A small key keeps the index small. */
function toBytes(uuid: string): Uint8Array {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}
