import type { KeptTurns } from '../texts/strip.ts'
import type { Painting } from './paint.ts'
import { findRun, turnsOf } from './run-index.ts'
import { isObject } from '../values/kind.ts'

/**
 * Which turns of a loop the history kept; null where it kept all. Of a loop that ran very often, that are the first, the
 * last and failed ones between.
 */
export function keptTurns(painting: Painting, loop: string, outer: readonly number[]): KeptTurns | null {
  if (!isAbridged(painting, loop)) return null
  const kept = turnsOf(painting.runs, loop, outer).map((turn) => turn.index)
  const total = countTurns(painting, loop, outer)
  if (kept.length === 0 || kept.length === total) return null
  const first = kept.findIndex((index, at) => index !== at)
  // Nothing is left out in the middle: what is missing comes behind.
  if (first === -1) return total === null ? null : { first: kept.length, last: 0, between: 0, total }
  const end = kept.at(-1) ?? 0
  const before = kept.toReversed().findIndex((index, at) => index !== end - at)
  const last = before === -1 ? kept.length : before
  return { first, last, between: Math.max(0, kept.length - first - last), total }
}

/** How many turns a loop had or will have; null while nobody knows. */
export function countTurns(painting: Painting, loop: string, outer: readonly number[]): number | null {
  const output = findRun(painting.runs, loop, outer)?.output
  const count = isObject(output) ? output['count'] : undefined
  if (typeof count === 'number') return count
  if (isAbridged(painting, loop)) return painting.progress.find(({ step }) => step === loop)?.total ?? null
  return turnsOf(painting.runs, loop, outer).length
}

function isAbridged({ omitted }: Painting, loop: string): boolean {
  return Object.keys(omitted).some((step) => step === '*' || step.startsWith(`${loop}.do[`))
}
