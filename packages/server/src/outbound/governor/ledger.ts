/** A wish for calls of one bucket in the present window. Times are milliseconds since 1970 by the org's clock. */
export interface LeaseWish {
  /** Org and bucket. */
  key: string
  /** Calls in a window, as far as that is known. */
  limit: number
  /** How many of them this class of work may use, all processes together. */
  share: number
  wanted: number
  now: number
}

export interface Lease {
  granted: number
  /** What all processes have been granted in this window, this lease included. */
  total: number
  /** When the window ends. */
  endsAt: number
}

/** What an answer told of a bucket. */
export interface BucketReport {
  key: string
  limit: number
  endsAt: number
  /** The org refuses until then: nothing more is granted. */
  isSpent: boolean
}

/** Keeps how much of each bucket was given away, for all who share it. */
export interface Ledger {
  /** Whether others may take from it, so that it is asked in portions. */
  isShared: boolean
  lease: (wish: LeaseWish) => Promise<Lease>
  report: (report: BucketReport) => Promise<void>
}

export interface LedgerEntry {
  limit: number
  granted: number
  endsAt: number
}

/** Windows last a minute from their first call; the answers correct the guess. Facts section 5.1. */
export const windowMs = 60_000
/** Ends that differ by less are the same end: the header has whole seconds. */
const sameEndMs = 1_500

/** Takes from an entry; a window that is over gives way to a new one. The rule of every ledger. */
export function takeLease(
  entry: LedgerEntry | undefined,
  wish: LeaseWish,
): { entry: LedgerEntry; lease: Lease } {
  const { limit, share, wanted, now } = wish
  const present =
    entry === undefined || entry.endsAt <= now ? { limit, granted: 0, endsAt: now + windowMs } : entry
  const left = Math.max(0, share - present.granted)
  // Portions shrink with what is left, so that little is lying with one process when another could use it.
  const granted = Math.min(left, Math.max(1, Math.min(wanted, Math.floor(left / 8))))
  const total = present.granted + granted
  return { entry: { ...present, limit, granted: total }, lease: { granted, total, endsAt: present.endsAt } }
}

/** What an answer said of a window, put into its entry. */
export function takeReport(entry: LedgerEntry | undefined, report: BucketReport): LedgerEntry {
  const { limit, endsAt, isSpent } = report
  const isOlder = entry !== undefined && entry.endsAt - endsAt > windowMs
  if (isOlder) return entry
  // Much later: another window, which began without us. Little later or earlier: the true end of this one.
  const isNewer = entry === undefined || endsAt - entry.endsAt > windowMs / 2
  const granted = isSpent ? limit : isNewer ? 0 : entry.granted
  const isSame = entry !== undefined && Math.abs(entry.endsAt - endsAt) < sameEndMs
  return { limit, granted, endsAt: isSame ? Math.max(entry.endsAt, endsAt) : endsAt }
}

/** The ledger of a Keyway that is one process. */
export function createLocalLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>()
  return {
    isShared: false,
    lease(wish) {
      const { entry, lease } = takeLease(entries.get(wish.key), wish)
      entries.set(wish.key, entry)
      return Promise.resolve(lease)
    },
    report(report) {
      entries.set(report.key, takeReport(entries.get(report.key), report))
      return Promise.resolve()
    },
  }
}
