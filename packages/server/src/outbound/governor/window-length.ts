/** How long the windows of a bucket last, as its answers tell. */
export interface WindowLength {
  /** Milliseconds. */
  get: () => number
  /** Whether two windows in a row were seen. */
  isKnown: () => boolean
  /** An answer came at `now`, in a window that ends then; `since` is the end of the window before, where that is known. */
  see: (window: { endsAt: number; now: number; since: number | undefined }) => void
}

/** From their first call. Source: Okta rate limits. */
const usualWindowMs = 60_000

export function createWindowLength(): WindowLength {
  // What is left of a window is no more than its length, and from end to end it is no less.
  let least = 0
  let most = Number.POSITIVE_INFINITY
  return {
    get: () => Math.max(least, Math.min(usualWindowMs, most)),
    isKnown: () => most !== Number.POSITIVE_INFINITY,
    see({ endsAt, now, since }) {
      least = Math.max(least, endsAt - now)
      if (since !== undefined) most = Math.min(most, endsAt - since)
    },
  }
}
