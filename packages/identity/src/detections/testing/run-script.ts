import type { Json, JsonObject } from '@keyway/sdk'
import { startDetectionEngine, type Finding } from '../detection-engine.ts'
import { judgeFamiliarity, type KnownTrace, type Remembered } from '../familiar/familiarity.ts'
import { tracesOf } from '../familiar/traces.ts'
import { nativeDetections } from '../native/native-detections.ts'
import { logEventOf } from './log-event-of.ts'

type Paths = Readonly<Record<string, Json>>

/** Something that happens, so many minutes after the beginning. */
export type Happening = readonly [minutes: number, paths: Paths]

const start = Date.parse('2026-03-01T00:00:00Z')

/** As a process waits for events that are late. */
const lateMs = 5 * 60_000

/**
 * Lets things happen under all detections of ours, then time go by; says what was found, by the ids of detections.
 *
 * @param heldUpMs They arrive so much later, within minutes, and windows are ended all the time meanwhile.
 */
export function runScript(happenings: readonly Happening[], { heldUpMs = 0 } = {}): Map<string, Finding[]> {
  const engine = startDetectionEngine(nativeDetections(new Map()))
  const events = toLogEvents(happenings, start)
  const remembered = rememberAll(events)
  const found = events.flatMap((event, index) => {
    const left = tracesOf(event)
    const known = left === undefined ? undefined : remembered.get(left.subject)
    const keyway = left === undefined || known === undefined ? null : judgeFamiliarity(left, known)
    if (heldUpMs === 0) return engine.observe({ ...event, keyway })
    const receivedAt = start + heldUpMs + (index / events.length) * 0.8 * lateMs
    const ended = engine.passTo(receivedAt - lateMs)
    return [...ended, ...engine.observe({ ...event, keyway }, { id: `e${index}`, receivedAt })]
  })
  return Map.groupBy([...found, ...engine.passTo(start + 40 * 86_400_000)], ({ detection }) => detection.id)
}

/** What all of them show, as it is looked at again afterwards: the order in which they arrive is no matter. */
function rememberAll(events: readonly JsonObject[]): Map<string, Remembered> {
  const all = new Map<string, { traces: KnownTrace[]; usesByDay: Map<number, number> }>()
  for (const { subject, at, traces } of events.flatMap((event) => tracesOf(event) ?? [])) {
    const known = all.get(subject) ?? { traces: [] as KnownTrace[], usesByDay: new Map<number, number>() }
    all.set(subject, known)
    for (const trace of traces) {
      const row = known.traces.find(({ kind, value }) => kind === trace.kind && value === trace.value)
      if (row === undefined) known.traces.push({ ...trace, firstSeen: at, lastSeen: at })
      else
        Object.assign(row, { firstSeen: Math.min(row.firstSeen, at), lastSeen: Math.max(row.lastSeen, at) })
    }
  }
  return all
}

/** The events of what happens after a moment, in milliseconds since 1970. */
export function toLogEvents(happenings: readonly Happening[], begins: number): JsonObject[] {
  return happenings.map(([minutes, paths]) =>
    logEventOf({ published: new Date(begins + minutes * 60_000).toISOString(), ...paths }),
  )
}

/** The same thing several times, a minute apart unless told. */
export function repeat(
  times: number,
  paths: (index: number) => Paths,
  { every = 1, from = 0 } = {},
): Happening[] {
  return Array.from({ length: times }, (_, index) => [from + index * every, paths(index)] as const)
}
