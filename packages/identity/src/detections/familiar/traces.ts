import { isJsonObject, type Json } from '@keyway/sdk'
import { toLogEvent, toText, type LogEvent } from '../events/log-event.ts'
import { isBySystem, textAt, valueAt } from '../native/read-event.ts'

/** What an event shows of how somebody comes: traces that are remembered, to know what is new. */
export interface Traces {
  /** A user, or an API token as `token:ID`. */
  subject: string
  /** When it happened, in milliseconds since 1970. */
  at: number
  /** At most one of each kind. */
  traces: readonly Trace[]
  /** Whether it counts as a use of the account in a day. */
  isUse: boolean
}

export interface Trace {
  kind: TraceKind
  value: string
}

/** `place` is where an API token is used from: network and country, or its address where no network is known. */
export type TraceKind = 'device' | 'network' | 'country' | 'place'

const uses = new Set([
  'user.session.start',
  'user.authentication.sso',
  'app.oauth2.token.grant.access_token',
  'app.oauth2.as.token.grant.access_token',
])

/** Whether events of a type may leave traces: a look at what is cheap to see. */
export function leavesTraces(type: string, payload: string): boolean {
  return isSignIn(type) || uses.has(type) || payload.includes('"requestApiTokenId":"')
}

/** Traces of an event: of a token where one was used, else of whoever came in. Undefined where it shows nothing. */
export function tracesOf(json: Json): Traces | undefined {
  if (!isJsonObject(json)) return undefined
  const event = toLogEvent(json)
  const at = Date.parse(textAt(event, 'published'))
  if (Number.isNaN(at)) return undefined
  const token = textAt(event, 'transaction.detail.requestApiTokenId')
  if (token !== '') {
    return { subject: `token:${token}`, at, traces: [{ kind: 'place', value: placeOf(event) }], isUse: false }
  }
  const type = textAt(event, 'eventType')
  const subject = textAt(event, 'actor.id')
  if (subject === '' || textAt(event, 'outcome.result') !== 'SUCCESS' || isBySystem(event)) return undefined
  const traces = isSignIn(type) ? signInTraces(event) : []
  return traces.length === 0 && !uses.has(type) ? undefined : { subject, at, traces, isUse: uses.has(type) }
}

function isSignIn(type: string): boolean {
  return type === 'user.session.start' || type.startsWith('user.authentication.')
}

function signInTraces(event: LogEvent): Trace[] {
  const device = ['device.id', 'debugContext.debugData.dtHash', 'debugContext.debugData.deviceFingerprint']
    .map((path) => textAt(event, path))
    .find((text) => text !== '')
  const found: [TraceKind, string | undefined][] = [
    ['device', device],
    ['network', toText(valueAt(event, 'securityContext.asNumber'))],
    ['country', toText(valueAt(event, 'client.geographicalContext.country'))],
  ]
  return found.flatMap(([kind, value]) => (value === undefined ? [] : [{ kind, value }]))
}

function placeOf(event: LogEvent): string {
  const network = valueAt(event, 'securityContext.asNumber')
  const address = network === null ? valueAt(event, 'client.ipAddress') : null
  return JSON.stringify([network, valueAt(event, 'client.geographicalContext.country'), address])
}
