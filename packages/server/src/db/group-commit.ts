import { setTimeout as sleep } from 'node:timers/promises'
import { emptyBatch, writersOf, type Batch, type CommitResult, type HotStore } from './hot-store.ts'
import { linesOf } from './lines.ts'

export interface GroupCommitOptions {
  /** Events in one transaction, about; a submission is never split. */
  maxEvents: number
  /**
   * How long to wait for company right after a commit or beside another one, when more is likely to come. What arrives in
   * a quiet moment does not wait. `0` on SQLite, where it only costs time.
   */
  lingerMs: number
  /** Transactions under way at the same time: while the store writes one, this process prepares the next. */
  atOnce: number
}

export interface GroupCommitter {
  /**
   * Resolves with what became of this submission, once it is on disk. A submission is written whole or not at all. Those
   * of one execution, or of one line, are written in the order they come.
   */
  submit(submission: Partial<Batch>): Promise<CommitResult>
  /** Resolves when all that was submitted is settled, or after so many milliseconds. */
  drain(patienceMs: number): Promise<void>
}

interface Submission {
  batch: Batch
  /** What must not be written out of order. */
  keys: readonly string[]
  resolve: (result: CommitResult) => void
  reject: (error: unknown) => void
}

/** A group of this size does not wait for company beside another. */
const worthItsOwn = 64

/**
 * Lets concurrent writers share transactions: what arrives while one commits goes into the next. A submission that the
 * store refuses does not take its neighbours along: they are tried again one by one.
 */
export function createGroupCommitter(hot: HotStore, options: GroupCommitOptions): GroupCommitter {
  const { maxEvents, lingerMs, atOnce } = options
  let queue: Submission[] = []
  const underWay = new Set<Promise<void>>()
  /** Keys of what is under way. */
  const taken = new Set<string>()
  let isGathering = false
  let lastCommit = -Infinity

  /** Starts a transaction when there is room, and reason to believe that waiting brings nothing. */
  function wake(): void {
    if (isGathering || queue.length === 0 || underWay.size >= atOnce) return
    isGathering = true
    const isBusy = underWay.size > 0 || performance.now() - lastCommit < lingerMs
    const enough = underWay.size > 0 ? worthItsOwn : maxEvents
    if (isBusy && countEvents(queue) < enough) setTimeout(begin, lingerMs)
    // One turn of the event loop, so that all that is ready now shares the first transaction.
    else setImmediate(begin)
  }

  function begin(): void {
    isGathering = false
    const group = takeGroup()
    // What is left waits for something under way, whose end looks again.
    if (group.length === 0) return
    for (const { keys } of group) for (const key of keys) taken.add(key)
    const done = commitGroup(group).finally(() => {
      for (const { keys } of group) for (const key of keys) taken.delete(key)
      underWay.delete(done)
      lastCommit = performance.now()
      // What came meanwhile has waited long enough.
      if (!isGathering && queue.length > 0) begin()
    })
    underWay.add(done)
    wake()
  }

  /** What fits one transaction, in order; without what has to come behind something that does not go with it. */
  function takeGroup(): Submission[] {
    const attempts = new Map<string, number>()
    const after = new Set<string>()
    const group: Submission[] = []
    const left: Submission[] = []
    let events = 0
    for (const [at, submission] of queue.entries()) {
      const { batch, keys } = submission
      const size = Math.max(1, batch.events.length)
      if (group.length > 0 && events + size > maxEvents) {
        left.push(...queue.slice(at))
        break
      }
      if (atOnce === 1 && clashes(batch, attempts)) {
        left.push(...queue.slice(at))
        break
      }
      if (clashes(batch, attempts) || keys.some((key) => taken.has(key) || after.has(key))) {
        left.push(submission)
        for (const key of keys) after.add(key)
        continue
      }
      for (const { executionId, attempt } of writersOf(batch)) attempts.set(executionId, attempt)
      events += size
      group.push(submission)
    }
    queue = left
    return group
  }

  async function commitGroup(group: readonly Submission[]): Promise<void> {
    try {
      const result = await hot.commit(merge(group))
      for (const { batch, resolve } of group) resolve(resultFor(batch, result))
    } catch (error) {
      const [only] = group
      if (only !== undefined && group.length === 1) only.reject(error)
      else for (const submission of group) await commitGroup([submission])
    }
  }

  return {
    submit(submission) {
      return new Promise((resolve, reject) => {
        const batch = { ...emptyBatch, ...submission }
        // One transaction after the other keeps the order by itself.
        queue.push({ batch, keys: atOnce === 1 ? [] : keysOf(batch), resolve, reject })
        wake()
      })
    },
    async drain(patienceMs) {
      const end = performance.now() + patienceMs
      while ((queue.length > 0 || underWay.size > 0) && performance.now() < end) {
        const waitMs = underWay.size > 0 ? end - performance.now() : lingerMs
        await Promise.race([...underWay, sleep(waitMs, undefined, { ref: false })])
      }
    },
  }
}

/** Executions it writes to, and lines it changes. An execution that is new is known to nobody else yet. */
function keysOf(batch: Batch): string[] {
  const executionIds = writersOf(batch).map(({ executionId }) => executionId)
  return [...new Set([...executionIds, ...linesOf(batch).map(({ key }) => key)])]
}

function countEvents(queue: readonly Submission[]): number {
  return queue.reduce((sum, { batch }) => sum + Math.max(1, batch.events.length), 0)
}

/** A stale attempt and the one that replaced it must not share a fence. */
function clashes(batch: Batch, attempts: ReadonlyMap<string, number>): boolean {
  return writersOf(batch).some(
    ({ executionId, attempt }) => (attempts.get(executionId) ?? attempt) !== attempt,
  )
}

function merge(group: readonly Submission[]): Batch {
  const [only] = group
  if (only !== undefined && group.length === 1) return only.batch
  return {
    events: group.flatMap(({ batch }) => batch.events),
    executions: group.flatMap(({ batch }) => batch.executions),
    entries: group.flatMap(({ batch }) => batch.entries),
    updates: group.flatMap(({ batch }) => batch.updates),
    snapshots: group.flatMap(({ batch }) => batch.snapshots),
    jobs: group.flatMap(({ batch }) => batch.jobs),
    feeds: group.flatMap(({ batch }) => batch.feeds),
    replays: group.flatMap(({ batch }) => batch.replays),
  }
}

/** Shared by all to whom nothing special happened, which is nearly everybody. */
const nothing: Omit<CommitResult, 'newEvents'> = {
  existing: new Map(),
  waiting: new Set(),
  refused: new Set(),
  called: new Map(),
  fenced: new Set(),
}

function resultFor(batch: Batch, result: CommitResult): CommitResult {
  const { existing, waiting, refused, called, fenced } = result
  const newEvents = new Set<string>()
  for (const { id } of batch.events) if (result.newEvents.has(id)) newEvents.add(id)
  if (existing.size + waiting.size + refused.size + called.size + fenced.size === 0) {
    return { ...nothing, newEvents }
  }
  const standing = batch.executions.flatMap(({ id }): [string, string][] => {
    const found = existing.get(id)
    return found === undefined ? [] : [[id, found]]
  })
  const created = batch.executions.map(({ id }) => id)
  const left = new Set(batch.updates.map(({ line }) => line))
  const written = writersOf(batch).map(({ executionId }) => executionId)
  return {
    newEvents,
    existing: new Map(standing),
    waiting: new Set(created.filter((id) => waiting.has(id))),
    refused: new Set(created.filter((id) => refused.has(id))),
    // Those of one line may be told twice, to two who left it; the second finds them taken.
    called: new Map([...called].filter(([, line]) => left.has(line))),
    fenced: new Set(written.filter((id) => fenced.has(id))),
  }
}
