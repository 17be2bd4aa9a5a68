/** A wish for calls of one bucket in the present window. Times are milliseconds since 1970 by the org's clock. */
export interface LeaseWish {
  /** Org and bucket. */
  key: string
  /** Calls in a window, as far as that is known. */
  limit: number
  /** How many of them this class of work may use, all processes together. */
  share: number
  wanted: number
  /** Calls of this process in this window that nothing was granted for: from before the limit was known, or the window. */
  unleased: number
  /** When the window ends, where an answer told. */
  endsAt: number | undefined
  now: number
  /** How far the org's clock is ahead of this side's, in milliseconds. */
  aheadMs: number
  windowMs: number
}

export interface Lease {
  granted: number
  /** What all processes have been granted in this window, this lease included. */
  total: number
  /** When the window ends. */
  endsAt: number
  /** No answer has told that yet. */
  isGuess: boolean
}

/** What an answer told of a bucket. */
export interface BucketReport {
  key: string
  limit: number
  endsAt: number
  windowMs: number
  /** The org refuses until then: nothing more is granted. */
  isSpent: boolean
  /** As in a wish. */
  unleased: number
  aheadMs: number
  /**
   * Calls of the window that this process knows nothing of. Where nobody kept a ledger yet, some may be ours, from before
   * a restart, so they are counted as ours.
   */
  usedByAll: number
}

/** How one process stands with a bucket. Times are by this side's clock, except `endsAt`. */
export interface Standing {
  key: string
  process: string
  limit: number
  /** As the last answer told. */
  remaining: number
  endsAt: number
  windowMs: number
  /** How far the org's clock is ahead of this side's, in milliseconds. */
  aheadMs: number
  /** Calls of this process in the window. */
  used: number
  /** Steps that wait for their turn. */
  waiting: number
  seenAt: number
}

/** Calls that an execution made, since this process last told of it. */
export interface CallsOfExecution {
  executionId: string
  calls: number
}

/** Calls that an execution made in a bucket. */
export interface ExecutionCalls extends CallsOfExecution {
  key: string
  seenAt: number
}

/** What others have learned of a bucket. */
export interface KnownBucket {
  limit: number
  aheadMs: number
}

/** Keeps how much of each bucket was given away, and how all who share it stand. */
export interface Ledger {
  /** Whether others may take from it, so that it is asked in portions. */
  isShared: boolean
  /** What other processes have learned of a bucket; undefined while nobody has. */
  find: (key: string) => Promise<KnownBucket | undefined>
  lease: (wish: LeaseWish) => Promise<Lease>
  report: (report: BucketReport) => Promise<void>
  /** Gives the number of processes that have told of a bucket of the same org lately, this one included. */
  tell: (standing: Standing, calls: readonly CallsOfExecution[]) => Promise<number>
  /** How processes stand that told of it since then. */
  listStandings: (since: number) => Promise<Standing[]>
  /** In buckets that this execution makes calls in: its own, and those of others since then. */
  listCalls: (executionId: string, since: number) => Promise<ExecutionCalls[]>
}

export interface LedgerEntry extends KnownBucket {
  granted: number
  /** No earlier than the window did. */
  begunAt: number
  endsAt: number
  isGuess: boolean
}

/** Ends that differ by less are the same end: the header has whole seconds. */
const sameEndMs = 1_500

/** Takes from an entry; a window that is over gives way to a new one. The rule of every ledger. */
export function takeLease(
  entry: LedgerEntry | undefined,
  wish: LeaseWish,
): { entry: LedgerEntry; lease: Lease } {
  const { limit, share, wanted, unleased, now, windowMs } = wish
  const isOver = entry === undefined || entry.endsAt <= now || isNewer(entry, wish)
  const present = isOver
    ? {
        limit,
        granted: 0,
        begunAt: now,
        endsAt: wish.endsAt ?? now + windowMs,
        isGuess: wish.endsAt === undefined,
        aheadMs: wish.aheadMs,
      }
    : entry
  const given = present.granted + unleased
  const left = Math.max(0, share - given)
  // Portions shrink with what is left, so that little is lying with one process when another could use it.
  const granted = Math.min(left, Math.max(1, Math.min(wanted, Math.floor(left / 8))))
  const total = given + granted
  return {
    entry: { ...present, limit, granted: total },
    lease: { granted, total, endsAt: present.endsAt, isGuess: present.isGuess },
  }
}

/** Much later: another window, which began without us. Little later or earlier: the true end of this one. */
function isNewer(
  entry: LedgerEntry,
  { endsAt, windowMs }: { endsAt: number | undefined; windowMs: number },
): boolean {
  return endsAt !== undefined && endsAt - entry.endsAt > windowMs / 2
}

/** What an answer said of a window, put into its entry. */
export function takeReport(entry: LedgerEntry | undefined, report: BucketReport): LedgerEntry {
  const { limit, endsAt, windowMs, isSpent, unleased, aheadMs, usedByAll } = report
  // It speaks of a window that is over.
  if (entry !== undefined && endsAt <= entry.begunAt) return entry
  const isNext = entry === undefined || isNewer(entry, report)
  const before = entry === undefined ? usedByAll : isNext ? 0 : entry.granted
  const isSame = entry !== undefined && Math.abs(entry.endsAt - endsAt) < sameEndMs
  return {
    limit,
    granted: isSpent ? limit : before + unleased,
    begunAt: entry === undefined ? endsAt - windowMs : isNext ? entry.endsAt : entry.begunAt,
    endsAt: isSame ? Math.max(entry.endsAt, endsAt) : endsAt,
    isGuess: false,
    aheadMs,
  }
}

/** The name of the org in a key: keys are `origin bucket`. */
export function orgOf(key: string): string {
  return key.slice(0, key.indexOf(' '))
}

/** The name of the bucket in a key. */
export function bucketOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1)
}

/** The ledger of a Keyway that is one process. */
export function createLocalLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>()
  const standings = new Map<string, Standing>()
  const executions = new Map<string, ExecutionCalls>()

  function count({ key, seenAt }: Standing, { executionId, calls }: CallsOfExecution): void {
    const id = `${executionId} ${key}`
    const before = executions.get(id)?.calls ?? 0
    // Again at the end, so that the oldest stand first.
    executions.delete(id)
    executions.set(id, { executionId, key, calls: before + calls, seenAt })
    const oldest = executions.keys().next().value
    if (executions.size > mostExecutions && oldest !== undefined) executions.delete(oldest)
  }

  return {
    isShared: false,
    find: () => Promise.resolve(undefined),
    lease(wish) {
      const { entry, lease } = takeLease(entries.get(wish.key), wish)
      entries.set(wish.key, entry)
      return Promise.resolve(lease)
    },
    report(report) {
      entries.set(report.key, takeReport(entries.get(report.key), report))
      return Promise.resolve()
    },
    tell(standing, calls) {
      standings.set(standing.key, standing)
      for (const each of calls) count(standing, each)
      return Promise.resolve(1)
    },
    listStandings: (since) =>
      Promise.resolve([...standings.values()].filter(({ seenAt }) => seenAt >= since)),
    listCalls(executionId, since) {
      const all = [...executions.values()]
      const keys = new Set(all.filter((each) => each.executionId === executionId).map(({ key }) => key))
      return Promise.resolve(
        all.filter(
          ({ key, seenAt, executionId: id }) => keys.has(key) && (id === executionId || seenAt >= since),
        ),
      )
    },
  }
}

const mostExecutions = 1_000
