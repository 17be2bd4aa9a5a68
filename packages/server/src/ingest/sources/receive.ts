import { TemporaryError, type Json } from '@keyway/sdk'
import { HttpProblem } from '../../http/problem.ts'
import { readBody } from '../../http/read-body.ts'
import type { Responses } from '../../executions/responses.ts'
import { acceptEvents, type AcceptParts } from '../accept-events.ts'
import type { IssuerKeys } from '../bearer/issuer-keys.ts'
import { verifyBearer } from '../bearer/verify-bearer.ts'
import { toHttp } from '../to-http.ts'
import type { Delivery, Reading } from './source-kind.ts'
import type { Source, Sources } from './sources.ts'
import type { DeliveryRow } from './store.ts'
import type { Tallies } from './tallies.ts'

/** Far above what any of these products sends. */
const maximumBodyBytes = 2 * 1024 * 1024

export interface ReceiveParts extends AcceptParts {
  sources: Sources
  tallies: Tallies
  responses: Responses
  /** Of the issuers whose tokens senders show. */
  keys: IssuerKeys
}

type Outcome = Pick<DeliveryRow, 'outcome' | 'what' | 'event_id'> & { response: Response }

/**
 * Takes a delivery of any source: size first, then who sent it, over the raw bytes; only then what is in it. It answers
 * once the event is stored. A flow runs in here only where the sender waits for what it answers.
 */
export async function receive(parts: ReceiveParts, path: string, request: Request): Promise<Response> {
  const source = parts.sources.find(path)
  if (source === undefined) {
    parts.counters.add('source_refused_unknown_path')
    throw new HttpProblem(404, 'not_found')
  }
  let bytes = Number(request.headers.get('content-length') ?? 0)
  const note = (what: Pick<DeliveryRow, 'status' | 'outcome' | 'what' | 'event_id'>): void =>
    parts.tallies.add({ id: parts.newId(), source_id: source.id, at: parts.now(), bytes, ...what })
  try {
    const body = await readBody(request, maximumBodyBytes)
    bytes = body.byteLength
    const delivery = { headers: request.headers, url: new URL(request.url), body, at: parts.now() }
    const { response, ...rest } = await take(parts, source, delivery)
    note({ ...rest, status: response.status })
    return response
  } catch (error) {
    const [status, what] = error instanceof HttpProblem ? [error.status, error.code] : [500, 'internal_error']
    parts.counters.add(`source_refused_${what}`)
    note({ status, outcome: 'refused', what, event_id: null })
    throw error
  }
}

async function take(parts: ReceiveParts, source: Source, delivery: Delivery): Promise<Outcome> {
  const { kind, settings } = source
  const fault = await verify(parts, source, delivery)
  if (fault !== undefined) throw new HttpProblem(401, fault)
  const reading = kind.read(delivery, settings)
  switch (reading.kind) {
    case 'fault':
      throw new HttpProblem(reading.status ?? 400, reading.code)
    case 'answer':
      return { outcome: 'answered', what: reading.what, event_id: null, response: reading.response() }
    case 'event':
      return acceptReading(parts, source, { reading, at: delivery.at })
  }
}

/** Why a delivery is not from the other side. Throws HttpProblem where nobody can tell now. */
async function verify(
  { keys }: ReceiveParts,
  { kind, settings, secret, previous }: Source,
  delivery: Delivery,
): Promise<string | undefined> {
  const secrets = [
    secret,
    ...(previous !== null && previous.validUntil > delivery.at ? [previous.secret] : []),
  ]
  const rule = kind.bearer?.(settings)
  const fault = kind.verify(delivery, settings, secrets)
  if (rule === undefined || fault !== undefined) return fault
  if (rule === null) return 'oauth_not_set_up'
  try {
    return await verifyBearer(keys, rule, { header: delivery.headers.get('authorization'), now: delivery.at })
  } catch (error) {
    if (error instanceof TemporaryError) throw new HttpProblem(503, error.code)
    throw error
  }
}

async function acceptReading(
  parts: ReceiveParts,
  { id: sourceId, name }: Source,
  { reading, at }: { reading: Extract<Reading, { kind: 'event' }>; at: number },
): Promise<Outcome> {
  const { type, key, subject, occurredAt, payload } = reading.event
  const named = key === null ? `once:${parts.newId()}` : `key:${key}`
  // The name of the type is the other side's; what flows compare it with is a word.
  const known = type.slice(0, 200)
  const trigger: Json = { source: name, type: known, ...payload }
  const event = { source: name, type: known, subject, occurredAt: occurredAt ?? at, payload: trigger }
  const accepted = await acceptEvents(parts, [{ ...event, identity: `source:${sourceId}:${named}` }])
  const [eventId = null] = accepted.newEvents
  const response = await answerOf(parts, accepted.executions, reading.waitMs)
  return { outcome: 'accepted', what: known, event_id: eventId, response }
}

/** What the first flow to answer says, where the sender waits for it; else that all is well. */
async function answerOf(
  parts: ReceiveParts,
  executions: readonly { executionId: string; isRefused: boolean }[],
  waitMs: number | undefined,
): Promise<Response> {
  const started = executions.filter(({ isRefused }) => !isRefused)
  if (waitMs === undefined || started.length === 0) return new Response(null, { status: 200 })
  const answers = started.map(({ executionId }) => parts.responses.wait(executionId, waitMs))
  const first = await Promise.race(answers)
  return first === undefined ? new Response(null, { status: 200 }) : toHttp(first)
}
