import type { Json } from '@keyway/sdk'
import type { Detection } from './detection.ts'
import { parseField, type Field } from './events/field.ts'
import type { Severity } from './severity.ts'
import { toLogEvent, toText, type LogEvent } from './events/log-event.ts'
import { alertEventType, toAlertEvent } from './windows/alert-event.ts'
import { openWindows, type Arrival, type WindowHit, type WindowState } from './windows/window-state.ts'

/** What a detection found. */
export interface Finding extends WindowHit {
  detection: Detection
  severity: Severity
  /** The event that completed it; undefined where the end of a time did. */
  event?: Json
}

/** How an event is kept. Findings name it by this id instead of its `uuid`. */
export interface StoredAs {
  id: string
  /** In milliseconds since 1970; without it, an event is taken to arrive when it happens. */
  receivedAt: number
}

/** Runs detections over a stream of events. Its state is a fold: the same events in the same order rebuild it. */
export interface DetectionEngine {
  /**
   * Takes an event of the System Log, each one once; it may be late. Events without `uuid`, `eventType` and `published` are
   * none of the log, and are left alone.
   */
  observe: (event: Json, stored?: StoredAs) => Finding[]
  /** Says that whatever arrived before a moment (milliseconds since 1970) was given. */
  passTo: (moment: number) => Finding[]
}

interface Watch {
  detection: Detection
  /** Undefined for a detection that looks at each event for itself. */
  windows?: WindowState
  groupBy: readonly Field[]
}

export function startDetectionEngine(detections: readonly Detection[]): DetectionEngine {
  const watches = detections.map(toWatch)
  const byType = new Map<string, Watch[]>()
  const ofEveryType: Watch[] = []
  for (const watch of watches) {
    const types = typesOf(watch.detection)
    if (types === undefined) ofEveryType.push(watch)
    else for (const type of types) byType.set(type, [...(byType.get(type) ?? []), watch])
  }

  function observe(json: Json, stored?: StoredAs): Finding[] {
    const event = toLogEvent(json)
    const read = readIdentity(event)
    if (read === undefined) return []
    const { type, at } = read
    const arrived = { uuid: stored?.id ?? read.uuid, at, arrivedAt: stored?.receivedAt ?? at }
    // Rules that take every type mean those of the log.
    const watching = [...(byType.get(type) ?? []), ...(type === alertEventType ? [] : ofEveryType)]
    return watching.flatMap((watch) =>
      hitsOf(watch, event, arrived).flatMap((hit) =>
        report(toFinding(watch.detection, hit, json), arrived.arrivedAt),
      ),
    )
  }

  /** A finding is an event too, for rules over alerts; what continues was one already. */
  function report(finding: Finding, arrivedAt: number): Finding[] {
    if (finding.continues || !byType.has(alertEventType)) return [finding]
    const { id, json } = toAlertEvent(finding.event ?? null, finding.detection.id, finding)
    return [finding, ...observe(json, { id, receivedAt: arrivedAt })]
  }

  return {
    observe,
    passTo: (moment) =>
      watches.flatMap(({ detection, windows }) =>
        (windows?.passTo(moment) ?? []).flatMap((hit) => report(toFinding(detection, hit), moment)),
      ),
  }
}

function toFinding(detection: Detection, hit: WindowHit, event?: Json): Finding {
  const severity = hit.evidence.severity ?? detection.severity
  return { ...hit, detection, severity, ...(event === undefined ? {} : { event }) }
}

function toWatch(detection: Detection): Watch {
  const { logic } = detection
  const groupBy = (detection.groupBy ?? []).map(parseField)
  return { detection, groupBy, ...(logic.kind === 'event' ? {} : { windows: openWindows(logic) }) }
}

function typesOf({ logic }: Detection): ReadonlySet<string> | undefined {
  return logic.kind === 'event' ? logic.test.types : logic.selects.types
}

function hitsOf(
  { detection: { logic }, windows, groupBy }: Watch,
  event: LogEvent,
  arrived: Arrival,
): WindowHit[] {
  if (windows !== undefined) return windows.observe(event, arrived)
  const { uuid, at } = arrived
  if (logic.kind !== 'event' || !logic.test.test(event)) return []
  return [{ key: keyOf(event, groupBy) ?? uuid, at, evidence: {}, uuids: [uuid], continues: false }]
}

/** The first of some fields that says something. */
function keyOf(event: LogEvent, fields: readonly Field[]): string | undefined {
  for (const field of fields) {
    const known = event
      .read(field)
      .values.find((value) => value !== null && value !== '-' && value !== 'unknown')
    const text = known === undefined ? undefined : toText(known)
    if (text !== undefined) return text
  }
  return undefined
}

const identifying = ['eventType', 'uuid', 'published'].map(parseField)

function readIdentity(event: LogEvent): { type: string; uuid: string; at: number } | undefined {
  const [type, uuid, published] = identifying.map((field) => toText(event.read(field).values[0] ?? null))
  const at = Date.parse(published ?? '')
  if (type === undefined || uuid === undefined || Number.isNaN(at)) return undefined
  return { type: type.toLowerCase(), uuid, at }
}
