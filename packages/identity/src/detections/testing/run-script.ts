import type { Json, JsonObject } from '@keyway/sdk'
import { startDetectionEngine, type Finding } from '../detection-engine.ts'
import { nativeDetections } from '../native/native-detections.ts'
import { logEventOf } from './log-event-of.ts'

type Paths = Readonly<Record<string, Json>>

/** Something that happens, so many minutes after the beginning. */
export type Happening = readonly [minutes: number, paths: Paths]

const start = Date.parse('2026-03-01T00:00:00Z')

/** Lets things happen under all detections of ours, then time go by; says what was found, by the ids of detections. */
export function runScript(happenings: readonly Happening[]): Map<string, Finding[]> {
  const engine = startDetectionEngine(nativeDetections(new Map()))
  const found = toLogEvents(happenings, start).flatMap((event) => engine.observe(event))
  return Map.groupBy([...found, ...engine.passTo(start + 40 * 86_400_000)], ({ detection }) => detection.id)
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
