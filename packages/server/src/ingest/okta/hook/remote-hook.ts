/** The hook in Okta that belongs to a receiver, where Keyway keeps it itself. Times are milliseconds since 1970. */
export interface RemoteHook {
  org: string
  /** Okta's id; null until it was made. */
  id: string | null
  /** Event types as Keyway last subscribed them. */
  types: readonly string[]
  /** `ok`: active, verified and as it should be. */
  status: 'new' | 'ok' | 'drifted' | 'failing'
  problems: readonly HookProblem[]
  checkedAt: number | null
  /** When Okta last reached the receiver because Keyway asked it to. */
  testedAt: number | null
  rotatedAt: number | null
  /** A rotation broke off: Okta may have either key, so it is given one anew. */
  isKeyInDoubt: boolean
  /** What was put right last, in words. */
  repaired: { at: number; what: string } | null
  /** The last canary event: how long it took, or why it could not be sent from here; neither where it was refused. */
  canary: { at: number; tookMs: number | null; unsent: string | null } | null
  /** The filters that Okta tests for us, by event type. */
  filters: Readonly<Record<string, string>>
  /** The ones that Okta would not take, and why: the hook goes without until they change, or for a while. */
  refusedFilters: { filters: Readonly<Record<string, string>>; at: number; message: string } | null
}

/** Why a hook does not do what it should, with what to do about it. */
export interface HookProblem {
  code: string
  message: string
}

export const newRemoteHook = (org: string): RemoteHook => ({
  org,
  id: null,
  types: [],
  status: 'new',
  problems: [],
  checkedAt: null,
  testedAt: null,
  rotatedAt: null,
  isKeyInDoubt: false,
  repaired: null,
  canary: null,
  filters: {},
  refusedFilters: null,
})

/** A stored one, which an earlier version may have written. */
export function readRemoteHook(text: string | null): RemoteHook | null {
  const stored: RemoteHook | null = JSON.parse(text ?? 'null')
  return stored === null ? null : { ...newRemoteHook(stored.org), ...stored }
}
