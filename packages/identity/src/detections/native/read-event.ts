import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { parseField, type Field } from '../events/field.ts'
import { toText, type LogEvent } from '../events/log-event.ts'

/** The first value that says something: Okta writes `-` and `unknown` where it knows nothing. */
export function valueAt(event: LogEvent, path: string): Json {
  return (
    event
      .read(fieldAt(path))
      .values.find((value) => value !== null && value !== '-' && value !== 'unknown') ?? null
  )
}

const fields = new Map<string, Field>()

/** The paths of our own detections are as many as stand in their source: each is compiled once. */
function fieldAt(path: string): Field {
  const known = fields.get(path)
  if (known !== undefined) return known
  const field = parseField(path)
  fields.set(path, field)
  return field
}

/** Targets of an event of one type, such as `User` or `AppInstance`. */
function targetsOfType(event: LogEvent, type: string): JsonObject[] {
  return targetsOf(event).filter((target) => target['type'] === type)
}

export function targetsOf(event: LogEvent): JsonObject[] {
  return event.read(fieldAt('target')).values.filter(isJsonObject)
}

/** Ids of an event's targets of one type. */
export function targetIds(event: LogEvent, type: string): string[] {
  return targetsOfType(event, type).flatMap(({ id = null }) => toText(id) ?? [])
}

/** The first such id, for what a window remembers. */
export function targetId(type: string): (event: LogEvent) => Json {
  return (event) => targetIds(event, type)[0] ?? null
}

/** Whether Okta itself acted: its own doings are no attack. */
export function isBySystem(event: LogEvent): boolean {
  const type = textAt(event, 'actor.type').toLowerCase()
  return type.startsWith('system') || valueAt(event, 'actor.alternateId') === 'system@okta.com'
}

/** The actor, as the key of a window; none for Okta itself. */
export function byActor(event: LogEvent): string[] {
  const actor = toText(valueAt(event, 'actor.id'))
  return actor === undefined || isBySystem(event) ? [] : [actor]
}

/** Whether one of Okta's behaviours was found, such as `New Device`. */
export function hasBehaviour(event: LogEvent, behaviour: string): boolean {
  return (
    valueAt(event, `debugContext.debugData.behaviors.${behaviour}`) === 'POSITIVE' ||
    valueAt(event, `debugContext.debugData.logOnlySecurityData.behaviors.${behaviour}`) === 'POSITIVE'
  )
}

/** Whether somebody came from a device, an address or a place that neither Okta nor Keyway knew of them. */
export function isUnfamiliar(event: LogEvent): boolean {
  return (
    ['New Device', 'New IP', 'New Country', 'New Geo-Location'].some((one) => hasBehaviour(event, one)) ||
    isNewTo(event, 'Device') ||
    isNewTo(event, 'Network') ||
    isNewTo(event, 'Country')
  )
}

/** Whether Keyway remembers others of somebody, and not this one: see `judgeFamiliarity`. */
export function isNewTo(event: LogEvent, what: 'Device' | 'Network' | 'Country'): boolean {
  return valueAt(event, `keyway.new${what}`) === true
}

/** A field of an event as text; empty where there is none. */
export function textAt(event: LogEvent, path: string): string {
  return toText(valueAt(event, path)) ?? ''
}
