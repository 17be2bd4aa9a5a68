import { canRestore, type Entry, type Snapshot } from '@keyway/engine'
import type { HotStore, JournalRange, StoredSnapshot } from '../db/hot-store.ts'

/** The journal of an execution, in order; empty when there are none. */
export async function readJournal(hot: HotStore, range: string | JournalRange): Promise<Entry[]> {
  const lines = await hot.journal(typeof range === 'string' ? { executionId: range } : range)
  return lines.map(({ entry }): Entry => JSON.parse(entry))
}

/** What an execution is rebuilt from: its latest snapshot, if there is one, and the entries behind it. */
export interface ReadExecution {
  from: Snapshot | undefined
  entries: Entry[]
  /** Position of the next entry. */
  position: number
}

/** Reads what is needed to go on with an execution: not more of its journal than the latest snapshot leaves. */
export async function readExecution(hot: HotStore, executionId: string): Promise<ReadExecution> {
  const latest = (await readSnapshots(hot, executionId)).at(-1)
  const start = latest?.position ?? 0
  const entries = await readJournal(hot, { executionId, from: start })
  return { from: latest?.snapshot, entries, position: start + entries.length }
}

/** The same of an execution that no attempt has gone on with yet: only attempts write snapshots. */
export async function readUntouched(hot: HotStore, executionId: string): Promise<ReadExecution> {
  const entries = await readJournal(hot, executionId)
  return { from: undefined, entries, position: entries.length }
}

export interface ReadSnapshot {
  position: number
  snapshot: Snapshot
}

/** The snapshots that this version can go on from: none, or the first and the latest. */
export async function readSnapshots(hot: HotStore, executionId: string): Promise<ReadSnapshot[]> {
  const stored = await hot.snapshots(executionId)
  return stored.map(parse).filter(({ snapshot }) => canRestore(snapshot))
}

function parse({ position, state }: StoredSnapshot): ReadSnapshot {
  const snapshot: Snapshot = JSON.parse(state)
  return { position, snapshot }
}
