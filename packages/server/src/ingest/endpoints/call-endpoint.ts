import { TemporaryError, type Json, type JsonObject } from '@keyway/sdk'
import { walkSteps, type Flow } from '@keyway/engine'
import type { NewEvent } from '../../db/hot-store.ts'
import { startExecutions } from '../../executions/start-executions.ts'
import type { Responses } from '../../executions/responses.ts'
import { toHttp } from '../to-http.ts'
import { clientTokenHeader } from '../../flows/endpoint-token.ts'
import type { ActiveEndpoint } from '../../flows/active-endpoints.ts'
import { HttpProblem } from '../../http/problem.ts'
import { readBody } from '../../http/read-body.ts'
import type { AcceptParts } from '../accept-events.ts'
import type { IssuerKeys } from '../bearer/issuer-keys.ts'
import type { CallRate } from '../call-rate.ts'
import { isOktaEnvelope } from '../okta/envelope.ts'
import { readChallenge } from '../okta/receive.ts'
import { authorise, tokenParameter } from './authorise.ts'
import { answerPreflight, corsHeaders } from './cors.ts'

const maximumBodyBytes = 5 * 1024 * 1024
/** Longest that a caller is kept waiting for the flow's answer; the execution goes on without it. */
const answerTimeoutMs = 60_000

export interface EndpointParts extends AcceptParts {
  responses: Responses
  rate: CallRate
  keys: IssuerKeys
}

/**
 * Starts an endpoint flow with a request and answers with what the flow answers: a respond step, its return values, or
 * its error. A flow that never answers gets 202, or 204 for a delivery of an Okta event hook, which expects it. The
 * execution is on disk before anything is answered, and goes on whether the caller waits or not.
 */
export async function callEndpoint(parts: EndpointParts, path: string, request: Request): Promise<Response> {
  const endpoint = parts.active.findEndpoint(path)
  if (endpoint === undefined) throw refusal(parts, { status: 404, code: 'not_found' })
  const cors = corsHeaders(endpoint.cors, request)
  try {
    if (request.method === 'OPTIONS') return answerPreflight(endpoint.cors, request)
    const response = await answerCall(parts, endpoint, request)
    for (const [name, value] of Object.entries(cors)) response.headers.set(name, value)
    return response
  } catch (error) {
    // A page that may call also learns why it was refused.
    if (!(error instanceof HttpProblem)) throw error
    throw new HttpProblem(error.status, error.code, { headers: { ...error.headers, ...cors } })
  }
}

async function answerCall(
  parts: EndpointParts,
  endpoint: ActiveEndpoint,
  request: Request,
): Promise<Response> {
  // An Okta event hook verifies the URL of a flow once, as it verifies any receiver; that starts no flow.
  const verification =
    request.method === 'GET' ? readChallenge((name) => request.headers.get(name)) : undefined
  if (verification !== undefined) return Response.json({ verification })
  await admit(parts, endpoint, request)

  const body = await readText(parts, request)
  const url = new URL(request.url)
  const trigger = { method: request.method, headers: headersOf(request), body, ...queryOf(url) }
  const envelope = parseEnvelope(body)
  const event = toEvent(parts, { endpoint, request, envelope, trigger })
  const { flowId, versionId, program } = endpoint
  const start = { flowId, versionId, program, mode: 'endpoint', trigger, eventId: event.id } as const
  const { executions } = await startExecutions(parts.starting, { events: [event], starts: [start] })
  parts.counters.add('endpoint_calls')
  const [execution] = executions
  // It is on record as cancelled; whoever called should know that nothing will come of it.
  if (execution?.isRefused === true) throw refusal(parts, new HttpProblem(429, 'queue_full'))
  const acknowledged = (): Response =>
    envelope === undefined
      ? Response.json({ executionId: execution?.executionId ?? null }, { status: 202 })
      : new Response(null, { status: 204 })
  // One that has to wait, in line or for room, answers when it runs.
  if (execution === undefined || !answers(program.flow)) return acknowledged()
  const response = await parts.responses.wait(execution.executionId, answerTimeoutMs)
  return response === undefined ? acknowledged() : toHttp(response)
}

/** Throws HttpProblem for a call that may not start the flow, or not now. */
async function admit(parts: EndpointParts, endpoint: ActiveEndpoint, request: Request): Promise<void> {
  const fault = await authorise(parts, endpoint, request).catch((error: unknown) => {
    if (error instanceof TemporaryError) throw refusal(parts, { status: 503, code: error.code })
    throw error
  })
  if (fault !== undefined) throw refusal(parts, { status: 401, code: fault })
  const waitMs = parts.rate.take(endpoint.flowId, endpoint.callsPerSecond)
  if (waitMs === 0) return
  const headers = { 'retry-after': String(Math.ceil(waitMs / 1000)) }
  throw refusal(parts, new HttpProblem(429, 'too_many_requests', { headers }))
}

async function readText(parts: EndpointParts, request: Request): Promise<string> {
  try {
    return Buffer.from(await readBody(request, maximumBodyBytes)).toString('utf8')
  } catch (error) {
    if (error instanceof HttpProblem) throw refusal(parts, error)
    throw error
  }
}

/** Headers by lower-case name, without credentials: they would end up in the journal. */
function headersOf(request: Request): JsonObject {
  const hidden = new Set([clientTokenHeader, 'authorization', 'cookie', 'proxy-authorization'])
  return Object.fromEntries([...request.headers].filter(([name]) => !hidden.has(name)))
}

function queryOf(url: URL): { query: JsonObject; rawQuery: string } {
  const parameters = new URLSearchParams(url.searchParams)
  parameters.delete(tokenParameter)
  return { query: Object.fromEntries(parameters), rawQuery: parameters.toString() }
}

/** The body if it is a delivery of an Okta event hook. */
function parseEnvelope(body: string): JsonObject | undefined {
  if (!body.includes('com.okta.event_hook')) return undefined
  try {
    const parsed: Json = JSON.parse(body)
    return isOktaEnvelope(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

interface Call {
  endpoint: ActiveEndpoint
  request: Request
  envelope: JsonObject | undefined
  trigger: JsonObject
}

/** The call as an event. A repeated delivery (Okta's `eventId`, or an Idempotency-Key) is the same event. */
function toEvent(parts: EndpointParts, { endpoint, request, envelope, trigger }: Call): NewEvent {
  const id = parts.newId()
  const at = parts.now()
  const repeated = envelope?.eventId ?? request.headers.get('idempotency-key')
  return {
    id,
    identity: `endpoint:${endpoint.flowId}:${typeof repeated === 'string' ? `again:${repeated}` : `once:${id}`}`,
    source: 'endpoint',
    type: endpoint.name,
    subject: null,
    occurredAt: at,
    receivedAt: at,
    payload: JSON.stringify(trigger),
  }
}

const answering = new WeakMap<Flow, boolean>()

/** Whether a flow can answer its caller: it has a respond or return step, or stops with a message. */
function answers(flow: Flow): boolean {
  const known = answering.get(flow)
  if (known !== undefined) return known
  const found = [...walkSteps(flow.steps)].some(
    (step) => 'respond' in step || ('return' in step && step.from === undefined),
  )
  answering.set(flow, found)
  return found
}

function refusal(parts: EndpointParts, why: { status: number; code: string }): HttpProblem {
  parts.counters.add(`endpoint_refused_${why.code}`)
  return why instanceof HttpProblem ? why : new HttpProblem(why.status, why.code)
}
