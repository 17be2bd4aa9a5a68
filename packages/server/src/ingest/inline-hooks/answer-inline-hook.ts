import type { Response as FlowResponse } from '@keyway/engine'
import { isJsonObject, type Json } from '@keyway/sdk'
import type { NewEvent } from '../../db/hot-store.ts'
import type { Responses } from '../../executions/responses.ts'
import { startExecutions } from '../../executions/start-executions.ts'
import type { ActiveInlineHook } from '../../flows/active-endpoints.ts'
import { clientTokenHeader } from '../../flows/endpoint-token.ts'
import { HttpProblem } from '../../http/problem.ts'
import { readBody } from '../../http/read-body.ts'
import type { HttpServer } from '../../http/server.ts'
import type { AcceptParts } from '../accept-events.ts'
import { knowsToken } from '../endpoints/knows-token.ts'
import { readData } from '../sources/read-data.ts'
import { safeAnswers } from './safe-answers.ts'

const maximumBodyBytes = 1024 * 1024
/** Okta gives up after 3 seconds; the rest is for the way there and back. */
const answerWithinMs = 2_500

export interface InlineHookParts extends AcceptParts {
  responses: Responses
}

/** Mounts the URLs that Okta's inline hooks call. */
export function mountInlineHooks(server: HttpServer, parts: InlineHookParts): void {
  server.mountPublic(
    { kind: 'hook', path: '/hooks/okta-inline/:path', methods: ['POST'], summary: 'Okta inline hooks' },
    ({ request, params }) => answerInlineHook(parts, params['path'] ?? '', request),
  )
}

/**
 * Starts the flow of an inline hook and gives Okta what it returns, in time: late, failing and silent flows are answered
 * for. The secret is judged before anything is read.
 */
async function answerInlineHook(parts: InlineHookParts, path: string, request: Request): Promise<Response> {
  const hook = parts.active.findInlineHook(path)
  if (hook === undefined) throw new HttpProblem(404, 'not_found')
  const began = parts.now()
  if (!isFromOkta(hook, request, began)) throw refuse(parts, 401, 'secret_refused')
  const read = readData({ headers: request.headers, body: await readBody(request, maximumBodyBytes) })
  if (read.kind === 'fault') throw refuse(parts, read.status ?? 400, read.code)
  if (!isJsonObject(read.data)) throw refuse(parts, 400, 'not_an_inline_hook')

  const { flowId, versionId, program, inlineHook } = hook
  const event = toEvent(parts, inlineHook.type, read.data)
  const trigger: Json = read.data
  const start = { flowId, versionId, program, mode: 'endpoint', trigger, eventId: event.id } as const
  const { executions } = await startExecutions(parts.starting, { events: [event], starts: [start] })
  const [execution] = executions
  parts.counters.add('inline_hook_calls')
  const left = answerWithinMs - (parts.now() - began)
  const response =
    execution === undefined || execution.isRefused || left <= 0
      ? undefined
      : await parts.responses.wait(execution.executionId, left)
  const answer = isUsable(response) ? response.body : undefined
  if (answer === undefined) parts.counters.add('inline_hook_answered_for')
  return toOkta(answer === undefined ? (inlineHook.otherwise ?? safeAnswers[inlineHook.type]) : answer)
}

/** Okta sends the secret in the header that its hook names, or as it is in Authorization. */
function isFromOkta(hook: ActiveInlineHook, { headers }: Request, now: number): boolean {
  const given = headers.get('authorization')?.replace(/^Bearer /i, '') ?? headers.get(clientTokenHeader)
  return given !== null && knowsToken(hook, given, now)
}

/** An error of the flow is no answer: Okta would show its text to people. */
function isUsable(response: FlowResponse | undefined): response is FlowResponse {
  return response !== undefined && response.status >= 200 && response.status < 300
}

function toOkta(answer: Json): Response {
  const isEmpty = answer === null || (isJsonObject(answer) && Object.keys(answer).length === 0)
  return isEmpty ? new Response(null, { status: 204 }) : Response.json(answer)
}

/** Each call counts: previews of Okta's console send the same event id again and again. */
function toEvent(parts: InlineHookParts, type: string, body: Json): NewEvent {
  const id = parts.newId()
  const at = parts.now()
  return {
    id,
    identity: `inline-hook:${id}`,
    source: 'inline-hook',
    type,
    subject: null,
    occurredAt: at,
    receivedAt: at,
    payload: JSON.stringify(body),
  }
}

function refuse(parts: InlineHookParts, status: number, code: string): HttpProblem {
  parts.counters.add(`inline_hook_refused_${code}`)
  return new HttpProblem(status, code)
}
