import { usageEvents } from '@keyway/identity'
import type { FeedState } from '../ingest/okta/log/feed-state.ts'

/**
 * From when on every use of an org is known: since all types of events that tell it are read, and since the last part of
 * the log that Okta had forgotten before it was read. Null while nobody reads them.
 */
export function usedSinceOf(state: Pick<FeedState, 'types' | 'gaps'> | null): number | null {
  if (state === null) return null
  const all = state.types['*']
  const begun = usageEvents.map((type) => Math.min(state.types[type] ?? Infinity, all ?? Infinity))
  const since = Math.max(...begun, ...state.gaps.map(({ to }) => to))
  return Number.isFinite(since) ? since : null
}
