import type { Json } from '@keyway/sdk'
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
  const found = happenings.flatMap(([minutes, paths]) =>
    engine.observe(logEventOf({ published: new Date(start + minutes * 60_000).toISOString(), ...paths })),
  )
  return Map.groupBy([...found, ...engine.passTo(start + 40 * 86_400_000)], ({ detection }) => detection.id)
}

/** The same thing several times, a minute apart unless told. */
export function repeat(
  times: number,
  paths: (index: number) => Paths,
  { every = 1, from = 0 } = {},
): Happening[] {
  return Array.from({ length: times }, (_, index) => [from + index * every, paths(index)] as const)
}
