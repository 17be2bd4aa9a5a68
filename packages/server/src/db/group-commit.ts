import { emptyBatch, writersOf, type Batch, type CommitResult, type HotStore } from './hot-store.ts'

export interface GroupCommitOptions {
  /** Events in one transaction, about; a submission is never split. */
  maxEvents: number
  /**
   * How long to wait for company right after a commit, when more is likely to come. What arrives in a quiet moment does
   * not wait. `0` on SQLite, where it only costs time.
   */
  lingerMs: number
}

export interface GroupCommitter {
  /** Resolves with what became of this submission, once it is on disk. A submission is written whole or not at all. */
  submit(submission: Partial<Batch>): Promise<CommitResult>
  /** Resolves when all that was submitted is settled. */
  drain(): Promise<void>
}

interface Submission {
  batch: Batch
  resolve: (result: CommitResult) => void
  reject: (error: unknown) => void
}

/**
 * Lets concurrent writers share transactions: what arrives while one commits goes into the next. A submission that the
 * store refuses does not take its neighbours along: they are tried again one by one.
 */
export function createGroupCommitter(hot: HotStore, options: GroupCommitOptions): GroupCommitter {
  let queue: Submission[] = []
  let running: Promise<void> | undefined
  let lastCommit = -Infinity

  async function run(): Promise<void> {
    const isBusy = performance.now() - lastCommit < options.lingerMs
    if (isBusy && countEvents(queue) < options.maxEvents) {
      await new Promise((resolve) => setTimeout(resolve, options.lingerMs))
    }
    // One turn of the event loop, so that all that is ready now shares the first transaction.
    else await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) {
      const group = takeGroup()
      await commitGroup(group)
    }
    lastCommit = performance.now()
    running = undefined
  }

  /** The longest start of the queue that fits one transaction. */
  function takeGroup(): Submission[] {
    const attempts = new Map<string, number>()
    let events = 0
    let size = 0
    for (const { batch } of queue) {
      events += Math.max(1, batch.events.length)
      if (size > 0 && (events > options.maxEvents || clashes(batch, attempts))) break
      for (const { executionId, attempt } of writersOf(batch)) attempts.set(executionId, attempt)
      size += 1
    }
    const group = queue.slice(0, size)
    queue = queue.slice(size)
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
        queue.push({ batch: { ...emptyBatch, ...submission }, resolve, reject })
        running ??= run()
      })
    },
    async drain() {
      while (running !== undefined) await running
    },
  }
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
