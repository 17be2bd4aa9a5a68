import { delayOfStep } from '../../../db/sightings.ts'
import type { MeterLine } from './store.ts'

/** What was seen of one event type, and how late. */
export interface TypeMeter {
  type: string
  byHook: number
  byLog: number
  both: number
  onlyLog: number
  filtered: number
  onlyHook: number
  delayP50Ms: number | null
  delayP95Ms: number | null
}

/** The meter by event type, from its stored lines. */
export function toTypeMeters(lines: readonly MeterLine[]): TypeMeter[] {
  return [...Map.groupBy(lines, ({ type }) => type)]
    .map(([type, own]) => {
      const counts = new Map(own.map(({ measure, count }) => [measure, count]))
      const countOf = (measure: string): number => counts.get(measure) ?? 0
      const [byHook, byLog, both, filtered] = [
        countOf('hook'),
        countOf('log'),
        countOf('both'),
        countOf('filtered'),
      ]
      const steps = own
        .filter(({ measure }) => measure.startsWith('delay.'))
        .map(({ measure, count }) => ({ step: Number(measure.slice('delay.'.length)), count }))
        .toSorted((a, b) => a.step - b.step)
      return {
        type,
        byHook,
        byLog,
        both,
        onlyLog: byLog - both - filtered,
        filtered,
        onlyHook: byHook - both,
        delayP50Ms: percentile(steps, 0.5),
        delayP95Ms: percentile(steps, 0.95),
      }
    })
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
}

function percentile(steps: readonly { step: number; count: number }[], part: number): number | null {
  const total = steps.reduce((sum, { count }) => sum + count, 0)
  let seen = 0
  for (const { step, count } of steps) {
    seen += count
    if (seen >= total * part) return delayOfStep(step)
  }
  return null
}
