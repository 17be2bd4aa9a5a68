/** Far below what servers take in a URL, and some thirty types. */
const longestFilter = 1_500

/** What Okta writes about hooks themselves: never delivered by hook, and the first sign that ours changed. */
export const hookEventPrefix = 'event_hook.'

/**
 * The filter that asks only for the wanted types; null where everything is read, because somebody wants everything or
 * the list is too long to be one.
 */
export function toLogFilter(types: readonly string[]): string | null {
  if (types.includes('*')) return null
  const parts = types.toSorted().map((type) => `eventType eq ${JSON.stringify(type)}`)
  const filter = [`eventType sw ${JSON.stringify(hookEventPrefix)}`, ...parts].join(' or ')
  return filter.length > longestFilter ? null : filter
}
