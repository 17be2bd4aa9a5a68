import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import { answerCalls } from '../../threads/answer-calls.ts'
import { unpackBatch } from './packed-batch.ts'
import { createHotOperations } from './hot-operations.ts'
import { createJobOperations } from './job-operations.ts'
import type { Operations, ThreadSettings } from './protocol.ts'
import { createPartyFiling } from './party-filing.ts'
import { createStatementCache } from './statements.ts'

// The entry of a database thread: one connection that answers one request after the other.

const settings: ThreadSettings = workerData
const db = new DatabaseSync(settings.file, { readOnly: settings.role === 'reader', timeout: 5_000 })
if (settings.role === 'writer') {
  // Checkpoints run in the reader's thread, so that no commit waits for one.
  db.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0;
    pragma foreign_keys = on; pragma cache_size = -12288; pragma temp_store = memory`)
} else {
  db.exec('pragma cache_size = -8192; pragma temp_store = memory')
}
const prepare = createStatementCache(db)
const { insert, ...jobs } = createJobOperations(db)
const hot = createHotOperations(db, insert)
const filing = createPartyFiling(prepare)

/** A checkpoint needs a connection that may write; the reader's thread opens a second one for it. */
let checkpointer: DatabaseSync | undefined = settings.role === 'writer' ? db : undefined

const operations: Operations = {
  query: ({ sql, parameters }) => {
    const statement = prepare(sql)
    if (statement.columns().length > 0) {
      const rows = statement.all(...parameters)
      return { rows, changes: rows.length, lastInsertRowid: 0 }
    }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], changes: Number(changes), lastInsertRowid }
  },
  script: (sql) => db.exec(sql),
  checkpoint: () => {
    checkpointer ??= new DatabaseSync(settings.file, { timeout: 0 })
    const row = checkpointer.prepare('pragma wal_checkpoint(passive)').get()
    return { logPages: Number(row?.['log']), checkpointedPages: Number(row?.['checkpointed']) }
  },
  commit: inTransaction((packed) => hot.commit(unpackBatch(packed))),
  fileParties: () => {
    try {
      return inTransaction(filing.fileNext)(undefined)
    } catch (error) {
      filing.startOver()
      throw error
    }
  },
  claim: inTransaction(hot.claim),
  readyFlows: hot.readyFlows,
  claimReady: inTransaction(hot.claimReady),
  take: inTransaction(hot.take),
  renew: inTransaction(hot.renew),
  journal: hot.journal,
  snapshots: hot.snapshots,
  fetchJobs: inTransaction(jobs.fetchJobs),
  settleJobs: inTransaction(jobs.settleJobs),
  abandonJobs: inTransaction(jobs.abandonJobs),
  nextJobDueAt: jobs.nextJobDueAt,
  redriveJobs: inTransaction(jobs.redriveJobs),
}

function inTransaction<Argument, Answer>(
  operation: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  return (argument) => {
    db.exec('begin immediate')
    try {
      const answer = operation(argument)
      db.exec('commit')
      return answer
    } catch (error) {
      // A full disk rolls back by itself; a second rollback would hide the reason.
      if (db.isTransaction) db.exec('rollback')
      throw error
    }
  }
}

answerCalls(operations, () => {
  checkpointer?.close()
  if (db.isOpen) db.close()
})
