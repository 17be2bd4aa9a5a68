import type { Condition } from '@keyway/engine'

/** A flow that waits for a type, with the condition of its trigger. */
export interface Listener {
  name: string
  when: Condition | undefined
}

/** Why a type stays without a filter, and because of which flows. */
export interface Unfiltered {
  type: string
  why: 'flow_without_filter' | 'too_long'
  flows: readonly string[]
}

/** What the hook may leave to Okta to test, by event type. */
export interface FilterPlan {
  filters: Readonly<Record<string, string>>
  unfiltered: readonly Unfiltered[]
}

/** Okta states no limit. Filters that people write have some hundred characters; a refusal would cost all of them. */
const longestFilter = 2_000

/**
 * The filters that let through everything that some flow may start on: of each flow the part that it says in Okta's
 * language, joined by "or". A type that one flow wants without such a part stays unfiltered. Keyway tests every event
 * again, so a filter that lets through too much costs a delivery, and one that is missing nothing else. `*` among the
 * listeners stands for every type.
 *
 * Source: Okta event hooks, `events.filter.eventFilterMap`: one expression for each type.
 */
export function planFilters(
  types: readonly string[],
  listeners: ReadonlyMap<string, readonly Listener[]>,
): FilterPlan {
  const filters: [type: string, expression: string][] = []
  const unfiltered: Unfiltered[] = []
  for (const type of types) {
    const own = [...(listeners.get(type) ?? []), ...(listeners.get('*') ?? [])]
    const parts = own.map(({ when }) => necessaryFilter(when))
    const open = own.filter((_, at) => parts[at] === undefined)
    if (open.length > 0 || own.length === 0) {
      unfiltered.push({ type, why: 'flow_without_filter', flows: open.map(({ name }) => name) })
      continue
    }
    const expression = join(parts.filter((part) => part !== undefined).toSorted(), '||')
    if (expression.length <= longestFilter) filters.push([type, expression])
    else unfiltered.push({ type, why: 'too_long', flows: own.map(({ name }) => name) })
  }
  return { filters: Object.fromEntries(filters), unfiltered }
}

/** The filter in Okta's language that an event must pass for a condition to hold; undefined where it names none. */
function necessaryFilter(when: Condition | undefined): string | undefined {
  if (when === undefined) return undefined
  if ('okta' in when) return when.okta.trim()
  if ('all' in when) {
    const parts = when.all.map(necessaryFilter).filter((part) => part !== undefined)
    return parts.length === 0 ? undefined : join(parts, '&&')
  }
  if ('any' in when && when.any.length > 0) {
    const parts = when.any.map(necessaryFilter)
    const known = parts.filter((part) => part !== undefined)
    return known.length === parts.length ? join(known, '||') : undefined
  }
  return undefined
}

/** Each part stands in parentheses, so that what binds within it stays together. */
function join(parts: readonly string[], operator: '&&' | '||'): string {
  const [only, ...others] = new Set(parts)
  if (only === undefined || others.length === 0) return only ?? ''
  return [only, ...others].map((part) => `(${part})`).join(` ${operator} `)
}
