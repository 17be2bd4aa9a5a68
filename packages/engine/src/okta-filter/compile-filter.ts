import type { Json } from '@keyway/sdk'
import { evaluateFilter } from './evaluate.ts'
import { parseOktaFilter } from './parse.ts'
import { findTraps } from './traps.ts'
import { typesLetThrough } from './types-let-through.ts'

/** A filter of Okta's event hooks, ready to be tested many times. */
export interface OktaFilter {
  /** Whether an event of the System Log passes, whichever way it came. */
  test: (event: Json) => boolean
  /** What it may not mean although it can be read. */
  warnings: readonly string[]
  /** The event types that it lets through at most; undefined where it names none. */
  types: readonly string[] | undefined
}

/** Compiles a filter. Throws OktaFilterError with the position and what to write instead. */
export function compileOktaFilter(text: string): OktaFilter {
  const expression = parseOktaFilter(text)
  return {
    test: (event) => evaluateFilter(expression, event),
    warnings: findTraps(expression),
    types: typesLetThrough(expression),
  }
}
