import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'
import type {
  Claim,
  ClaimedExecution,
  CommitResult,
  FlowShare,
  HeldExecution,
  JournalLine,
  JournalRange,
  ReadyExecution,
  StoredSnapshot,
} from '../hot-store.ts'
import type { PackedBatch } from './packed-batch.ts'
import type { Filed } from './party-filing.ts'
import type { JobOperations } from './job-operations.ts'

// What the main thread asks of a database thread: one name for each operation, its argument and its answer.

export interface Operations extends JobOperations {
  /** Runs one statement and returns its rows. */
  query: (request: { sql: string; parameters: readonly SQLInputValue[] }) => QueryAnswer
  /** Runs a script without parameters. */
  script: (sql: string) => void
  /** Writes the log back into the database without blocking anyone. */
  checkpoint: () => { logPages: number; checkpointedPages: number }
  commit: (batch: PackedBatch) => CommitResult
  /** Does a step of filing what events are found by. */
  fileParties: () => Filed
  claim: (claim: Claim & { limit: number }) => ClaimedExecution[]
  readyFlows: (range: { after: string; limit: number }) => string[]
  claimReady: (claim: Claim & { shares: readonly FlowShare[] }) => ReadyExecution[]
  take: (claim: Claim & { executionIds: readonly string[] }) => ClaimedExecution[]
  renew: (claim: Claim) => HeldExecution[]
  journal: (range: JournalRange) => JournalLine[]
  snapshots: (executionId: string) => StoredSnapshot[]
}

export interface QueryAnswer {
  rows: Record<string, SQLOutputValue>[]
  changes: number
  lastInsertRowid: number | bigint
}

export interface ThreadSettings {
  file: string
  role: 'writer' | 'reader'
}
