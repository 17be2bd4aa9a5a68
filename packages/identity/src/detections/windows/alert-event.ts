import type { Json } from '@keyway/sdk'
import type { EventTest } from '../events/event-test.ts'
import { parseField } from '../events/field.ts'
import type { WindowHit } from './window-state.ts'

/** Type of the events that alerts become, so that rules can look at alerts. */
export const alertEventType = 'alert.raised'

/** The event that made a window fire, with what fired. Its own fields stay, so that rules over alerts group by them. */
export function toAlertEvent(event: Json, detection: string, hit: WindowHit): { id: string; json: Json } {
  const { key, at, evidence } = hit
  const id = `${detection} ${key} ${String(at)}`
  const json = {
    ...(typeof event === 'object' && !Array.isArray(event) ? event : {}),
    eventType: alertEventType,
    uuid: id,
    published: new Date(at).toISOString(),
    alert: { detection, key, evidence },
  }
  return { id, json }
}

const eventType = parseField('eventType')
const alertDetection = parseField('alert.detection')

/** Takes the alerts of one detection. */
export function alertTest(detection: string): EventTest {
  return {
    test: (event) =>
      event.read(eventType).values.includes(alertEventType) &&
      event.read(alertDetection).values.includes(detection),
    types: new Set([alertEventType]),
  }
}
