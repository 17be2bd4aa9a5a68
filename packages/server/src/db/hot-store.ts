import type { NewJob } from '../jobs/job.ts'
import type { ExecutionMode, ExecutionStatus, JournalKeeping } from './schema.ts'

/** An event to be stored once. Times are milliseconds since 1970, bodies JSON text. */
export interface NewEvent {
  id: string
  /** What makes two arrivals the same event, for example org and log event `uuid`. Stored as a 16-byte digest. */
  identity: string
  source: string
  type: string
  /** Whom it is about, for search. */
  subject: string | null
  occurredAt: number
  receivedAt: number
  payload: string
  /** Counted as seen this way, in the transaction that stores it or finds that it is known. */
  sighting?: Sighting
  /** JSON list: flows that matched and are not started. */
  skipped?: string
  /** Whom and what it names, for search. */
  parties?: readonly Party[]
}

/** Somebody or something that an event names, by id, login or name; letter case does not count. */
export interface Party {
  role: 'actor' | 'target'
  name: string
}

/** How an event of an org came: by the event hook, or by the System Log. */
export interface Sighting {
  org: string
  way: 'hook' | 'log'
  /** The filter that the org's hook has lets it not through: that the log alone brings it is as it should be. */
  isFiltered?: boolean
}

/** How far the System Log of an org was read, written with what was read. Dropped when another process reads it now. */
export interface FeedAdvance {
  org: string
  owner: string
  leaseUntil: number
  /** JSON text. */
  state: string
}

/** How far a replay is, written with what it starts. The batch is refused when the replay is not at `from` any more. */
export interface ReplayAdvance {
  id: string
  from: number
  to: number
  /** Events it looked at, and executions it starts. */
  done: number
  started: number
}

/** An execution to be created. With an owner it counts as taken by its first attempt, without one as not yet tried. */
export interface NewExecution {
  id: string
  flowId: string
  versionId: string
  /** The event that started it. If that event is in the same batch and turns out a duplicate, this is skipped. */
  eventId: string | null
  /** The calling execution and the number of its command; both or neither. */
  parentId: string | null
  parentCommand: number | null
  /** The outermost caller; the execution itself when nobody called it. */
  rootId: string
  mode: ExecutionMode
  status: 'queued' | 'running'
  owner: string | null
  leaseUntil: number | null
  createdAt: number
  /** It describes changes instead of making them. */
  dryRun?: true
  /** The execution it repeats. */
  rerunOf?: string
  /** `temporary`: its journal is deleted some time after the end. */
  journal?: Exclude<JournalKeeping, 'deleted'>
  /** Whom and what its event names, where that event is not stored with it. */
  parties?: readonly Party[]
  /** The line it stands in: it may have to wait there, whatever its status says. */
  line?: LinePlace
  /** Its first journal entry (JSON text), stored at position 0; `null` to write it later. */
  started: string | null
  /** It was over before it was stored: nobody holds it, and `status` says nothing. It stands in no line. */
  end?: ExecutionEnd
}

/** How an execution ended. */
export interface ExecutionEnd {
  status: Extract<ExecutionStatus, 'succeeded' | 'failed' | 'cancelled'>
  finishedAt: number
  error: { code: string; message: string; step: string | null } | null
  /** Ended early by a Continue If that did not hold; counts as success. */
  stopped: boolean
}

/** A place in a line (see `lines.ts`). */
export interface LinePlace {
  key: string
  /** The earliest goes first: the time of the event. */
  order: number
  /** How many of the line may have their turn at once. */
  most: number
  queue?: {
    /** Most that may wait. */
    most: number
    whenFull: 'cancel newest' | 'cancel oldest'
    /** The journal entry (JSON text) that cancels the one there is no room for. */
    entry: string
  }
}

/** Who writes to an execution. Whoever lost the lease is refused, for the attempt has moved on. */
export interface Fence {
  executionId: string
  owner: string
  attempt: number
}

/** A journal entry. Writing the same position twice is an error. */
export interface NewEntry extends Fence {
  /** Counts from 0 without gaps. */
  position: number
  /** JSON text. */
  entry: string
  /** Ids and logins of what its step changed, for search. */
  changed?: readonly string[]
}

/** The state of an execution behind the first `position` entries of its journal. The first and the latest are kept. */
export interface NewSnapshot extends Fence {
  position: number
  /** JSON text. */
  state: string
}

/** Any status but `running` gives the execution back: owner and lease become null. */
export interface ExecutionUpdate extends Fence {
  status: ExecutionStatus
  /** Set for the three final statuses. */
  finishedAt: number | null
  error: { code: string; message: string; step: string | null } | null
  /** Ended early by a Continue If that did not hold; counts as success. */
  stopped: boolean
  /** The line that it leaves by ending. */
  line?: string
}

/** A job committed with the rest. Dropped if the execution it is about was skipped, existed already, or was fenced. */
export interface BatchJob {
  executionId: string | null
  job: NewJob
}

/** What is written in one transaction. */
export interface Batch {
  events: readonly NewEvent[]
  executions: readonly NewExecution[]
  entries: readonly NewEntry[]
  updates: readonly ExecutionUpdate[]
  snapshots: readonly NewSnapshot[]
  jobs: readonly BatchJob[]
  feeds: readonly FeedAdvance[]
  replays: readonly ReplayAdvance[]
}

export interface CommitResult {
  /** Ids of the batch's events that were stored; the others were known already. */
  newEvents: Set<string>
  /**
   * New executions that were not created because one with that id, or one for the same command of the same parent,
   * exists: the batch's id, and the id of the one that stands.
   */
  existing: Map<string, string>
  /** New executions that wait in their line. They have neither owner nor job until they are called. */
  waiting: Set<string>
  /** New executions that were cancelled, because the queue of their line is full. */
  refused: Set<string>
  /** Executions whose turn has come through this batch, each with its line: nobody holds them yet. */
  called: Map<string, string>
  /** Executions whose entries, updates, child executions and jobs were refused: the writer is not the owner any more. */
  fenced: Set<string>
}

/** An execution its claimer now owns. */
export interface ClaimedExecution {
  id: string
  flowId: string
  versionId: string
  eventId: string | null
  parentId: string | null
  parentCommand: number | null
  rootId: string
  mode: ExecutionMode
  /** The line it stands in. */
  lineKey: string | null
  /** As it was before the claim; it is `running` now. */
  previousStatus: ExecutionStatus
  attempt: number
  createdAt: number
}

/** An execution that was queued. */
export interface ReadyExecution extends ClaimedExecution {
  /** Its first journal entry (JSON text), if it was never tried and the entry is short: then there is nothing else. */
  started: string | null
}

/** How many executions of a flow may be taken. */
export interface FlowShare {
  flowId: string
  most: number
}

export interface Claim {
  owner: string
  leaseUntil: number
  now: number
}

export interface JournalLine {
  position: number
  entry: string
}

/** The hot path: a few operations, each one transaction, hand-written for each engine. Resolved means on disk. */
export interface HotStore {
  /** Writes a batch, all or nothing. */
  commit(batch: Batch): Promise<CommitResult>
  /** Takes up to `limit` running executions that have no owner or whose lease ran out, the longest silent first. */
  claim(claim: Claim & { limit: number }): Promise<ClaimedExecution[]>
  /** Ids of flows that have queued executions, in order: up to `limit` after `after`. */
  readyFlows(range: { after: string; limit: number }): Promise<string[]>
  /** Takes queued executions: of each flow the oldest, as many as its share says. */
  claimReady(claim: Claim & { shares: readonly FlowShare[] }): Promise<ReadyExecution[]>
  /**
   * Takes the named executions, as far as they are queued, running, waiting or in doubt, nobody holds them and they do not
   * wait for their turn. For whoever wakes a waiting one.
   */
  take(claim: Claim & { executionIds: readonly string[] }): Promise<ClaimedExecution[]>
  /** Moves on the lease of all that the owner holds. Returns what it runs by the store's word. */
  renew(claim: Claim): Promise<HeldExecution[]>
  /** Whole entries of an execution in order, from position `from` (0) up to but without `to` (the end). */
  journal(range: JournalRange): Promise<JournalLine[]>
  /** The snapshots of an execution: none, or the first and the latest, which may be the same. */
  snapshots(executionId: string): Promise<StoredSnapshot[]>
}

export interface HeldExecution {
  id: string
  attempt: number
}

export interface JournalRange {
  executionId: string
  from?: number
  to?: number
}

export interface StoredSnapshot {
  position: number
  /** JSON text. */
  state: string
}

/** A longer entry goes into a table of its own, in the same transaction; counted in UTF-16 units, which costs nothing. */
export const longestInlineEntry = 256 * 1024
/** What stands in the journal for an entry that is kept elsewhere. No entry is like it. */
export const spilledEntry = '{"type":"spilled"}'

/** Why a batch of a replay was refused. */
export function replayMovedOn(id: string): string {
  return `The replay ${id} was cancelled, or another process goes on with it.`
}

/** Everything in a batch that its writer must still own the execution for. */
export function writersOf({ entries, updates, snapshots }: Batch): Fence[] {
  return [...entries, ...updates, ...snapshots]
}

/** A batch to start from: `{ ...emptyBatch, events }`. */
export const emptyBatch: Batch = {
  events: [],
  executions: [],
  entries: [],
  updates: [],
  snapshots: [],
  jobs: [],
  feeds: [],
  replays: [],
}
