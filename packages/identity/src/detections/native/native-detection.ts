import type { Json, JsonObject } from '@keyway/sdk'
import type { Detection, RuleDescription } from '../detection.ts'
import { toText, type LogEvent } from '../events/log-event.ts'
import { compileLogFilter } from '../okta-filters/compile-log-filter.ts'
import { valueAt } from './read-event.ts'
import type { Evidence, WindowEntry } from '../windows/window-logic.ts'

/** A detection of ours. */
export interface NativeDetection extends Detection {
  /** First eight digits of the id of the rule of Okta's catalogue that it stands for. */
  replaces?: string
}

type Description = Pick<RuleDescription, 'id' | 'title' | 'severity' | 'description' | 'tags'> & {
  replaces?: string
}

/** A field of events by its path, or what to make of an event. */
type Reading = string | ((event: LogEvent) => Json)

interface WindowDetection extends Description {
  /** Which events gather, as a filter of the System Log. */
  selects: string
  /** Fields that say what belongs together, or a function. An event without one of them is left out. */
  by: readonly string[] | ((event: LogEvent) => readonly string[])
  /** What to remember of each event, by the names that `fires` uses. */
  keeps: Readonly<Record<string, Reading>>
  withinMs: number
  mergeMs?: number
  fires?: (rows: readonly WindowEntry[]) => Evidence | undefined
  firesAtEnd?: (rows: readonly WindowEntry[]) => Evidence | undefined
  begins?: (data: JsonObject) => boolean
}

/** A detection over several events within a time. */
export function defineWindow(declared: WindowDetection): NativeDetection {
  const { selects, by, keeps, withinMs, mergeMs, fires, firesAtEnd, begins } = declared
  const readings = Object.entries(keeps)
  return {
    ...describe(declared),
    logic: {
      kind: 'window',
      selects: compileLogFilter(selects),
      keysOf: typeof by === 'function' ? by : (event) => keyOf(event, by),
      dataOf: (event) =>
        Object.fromEntries(
          readings.map(([name, reading]) => [
            name,
            typeof reading === 'string' ? valueAt(event, reading) : reading(event),
          ]),
        ),
      withinMs,
      ...(mergeMs === undefined ? {} : { mergeMs }),
      fires: (rows) => fires?.(rows),
      ...(firesAtEnd === undefined ? {} : { firesAtEnd }),
      ...(begins === undefined ? {} : { begins }),
    },
  }
}

interface EventDetection extends Description {
  selects: string
  /** What a filter cannot say. */
  test?: (event: LogEvent) => boolean
}

/** A detection over each event for itself. */
export function defineEvent(declared: EventDetection): NativeDetection {
  const selected = compileLogFilter(declared.selects)
  const { test } = declared
  return {
    ...describe(declared),
    logic: {
      kind: 'event',
      test: {
        types: selected.types,
        test: (event) => selected.test(event) && (test === undefined || test(event)),
      },
    },
  }
}

function describe({
  id,
  title,
  severity,
  description,
  tags,
  replaces,
}: Description): Omit<NativeDetection, 'logic'> {
  return {
    id,
    title,
    severity,
    description,
    tags,
    author: 'Keyway',
    references: [],
    falsePositives: [],
    language: 'native',
    ...(replaces === undefined ? {} : { replaces }),
  }
}

function keyOf(event: LogEvent, paths: readonly string[]): string[] {
  const parts = paths.map((path) => toText(valueAt(event, path)))
  return parts.includes(undefined) ? [] : [JSON.stringify(parts)]
}
