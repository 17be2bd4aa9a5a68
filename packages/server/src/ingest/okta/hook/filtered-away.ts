import { compileOktaFilter, OktaFilterError } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import type { ManagedHooks } from './managed-hooks.ts'

/** An event of an org, as far as filters see it. */
export interface FilteredEvent {
  org: string
  type: string
  payload: Json
}

/** Filters change with flows, seldom. */
const mostCompiled = 1_000

/** Whether the filter that the org's hook has holds an event back, so that only the log can bring it. */
export function createFilteredAway(managed: Pick<ManagedHooks, 'of'>): (event: FilteredEvent) => boolean {
  const compiled = new Map<string, (payload: Json) => boolean>()

  function testOf(expression: string): (payload: Json) => boolean {
    const known = compiled.get(expression)
    if (known !== undefined) return known
    if (compiled.size >= mostCompiled) compiled.clear()
    const test = compileStored(expression)
    compiled.set(expression, test)
    return test
  }

  return ({ org, type, payload }) => {
    for (const { remote } of managed.of(org)) {
      const expression = remote?.filters[type]
      if (expression !== undefined && remote?.types.includes(type) === true)
        return !testOf(expression)(payload)
    }
    return false
  }
}

/** One that an earlier version of Keyway gave Okta, and this one cannot read, tells nothing. */
function compileStored(expression: string): (payload: Json) => boolean {
  try {
    return compileOktaFilter(expression).test
  } catch (error) {
    if (error instanceof OktaFilterError) return () => true
    throw error
  }
}
