import { FlowError, isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { includesRole, type Caller } from '../../auth/caller.ts'
import type { NewEvent } from '../../db/hot-store.ts'
import { startExecutions } from '../../executions/start-executions.ts'
import type { ActiveForm } from '../../flows/active-endpoints.ts'
import { HttpProblem } from '../../http/problem.ts'
import { readBody } from '../../http/read-body.ts'
import { isSameOrigin } from '../../http/same-origin.ts'
import type { HttpServer } from '../../http/server.ts'
import { readFields } from '../../questions/read-answer.ts'
import type { AcceptParts } from '../accept-events.ts'
import type { CallRate } from '../call-rate.ts'
import { readData } from '../sources/read-data.ts'
import { renderForm, renderNotice } from './form-page.ts'

const maximumBodyBytes = 256 * 1024
const sendsPerSecond = 10
const submissionField = '_submission'

export interface FormParts extends AcceptParts {
  rate: CallRate
  publicUrl: string
  authenticate: (headers: Headers) => Promise<Caller | undefined>
}

/** Mounts the pages of flows that a person starts by filling them in. */
export function mountForms(server: HttpServer, parts: FormParts): void {
  server.mountPublic(
    {
      kind: 'form',
      path: '/forms/:path',
      methods: ['GET', 'POST'],
      summary: 'Pages of flows that people fill in',
    },
    ({ request, params }) => answerForm(parts, params['path'] ?? '', request),
  )
}

async function answerForm(parts: FormParts, path: string, request: Request): Promise<Response> {
  const form = parts.active.findForm(path)
  if (form === undefined) throw new HttpProblem(404, 'not_found')
  const visitor = await admit(parts, form, request)
  if ('refusal' in visitor) {
    const { refusal, status } = visitor
    return page(status, renderNotice(form.name, refusal))
  }
  if (request.method === 'GET') {
    const empty = { values: {}, submission: parts.newId(), problem: null }
    return page(200, renderForm({ ...shownOf(form), ...empty }))
  }
  return takeForm(parts, form, { request, email: visitor.email })
}

type Visitor = { email: string | null } | { status: number; refusal: string }

/** Who may open the page. Cookies count only for requests that a page of Keyway makes. */
async function admit(parts: FormParts, { trigger }: ActiveForm, request: Request): Promise<Visitor> {
  const { access = 'signed-in', people } = trigger.form ?? {}
  if (access === 'link') return { email: null }
  const caller = await parts.authenticate(request.headers)
  if (caller === undefined) {
    return {
      status: 401,
      refusal: `Sign in to Keyway first (${parts.publicUrl}), then open this page again.`,
    }
  }
  const origin = new URL(parts.publicUrl).origin
  if (caller.kind === 'user' && request.method !== 'GET' && !isSameOrigin(request.headers, origin)) {
    return { status: 403, refusal: 'This was not sent from the page itself. Open it and send it from there.' }
  }
  const email = caller.kind === 'user' ? caller.email : caller.name
  const isNamed = people?.some((address) => address.toLowerCase() === email.toLowerCase())
  const may = people === undefined ? includesRole(caller.role, 'operator') : isNamed === true
  return may
    ? { email }
    : { status: 403, refusal: 'You may not fill in this page. Ask whoever keeps the flow.' }
}

async function takeForm(
  parts: FormParts,
  form: ActiveForm,
  { request, email }: { request: Request; email: string | null },
): Promise<Response> {
  const waitMs = parts.rate.take(`form:${form.flowId}`, sendsPerSecond)
  if (waitMs > 0) {
    throw new HttpProblem(429, 'too_many_requests', {
      headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
    })
  }
  const read = readData({ headers: request.headers, body: await readBody(request, maximumBodyBytes) })
  if (read.kind === 'fault') throw new HttpProblem(read.status ?? 400, read.code)
  const sent = isJsonObject(read.data) ? read.data : {}
  const { [submissionField]: given = null, ...typed } = sent
  const submission = typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : parts.newId()
  const fields = form.trigger.inputs ?? []
  let values: JsonObject
  try {
    values = readFields(fields, withUnchecked(form, typed))
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    const again = { values: typed, submission, problem: error.message }
    return page(400, renderForm({ ...shownOf(form), ...again }))
  }
  await start(parts, form, { submission, trigger: { submittedBy: email, ...values } })
  return page(200, renderNotice(form.name, form.trigger.form?.confirmation ?? 'Thank you. It was sent.'))
}

/** Browsers leave out a box that is not ticked. */
function withUnchecked({ trigger: { inputs = [] } }: ActiveForm, typed: JsonObject): JsonObject {
  const boxes = inputs.filter(({ type }) => type === 'boolean').map(({ key }) => [key, false] as const)
  return { ...Object.fromEntries(boxes), ...typed }
}

async function start(
  parts: FormParts,
  { flowId, versionId, program, name }: ActiveForm,
  { submission, trigger }: { submission: string; trigger: Json },
): Promise<void> {
  const at = parts.now()
  const event: NewEvent = {
    id: parts.newId(),
    identity: `form:${flowId}:${submission}`,
    source: 'form',
    type: name,
    subject: null,
    occurredAt: at,
    receivedAt: at,
    payload: JSON.stringify(trigger),
  }
  const one = { flowId, versionId, program, mode: 'manual', trigger, eventId: event.id } as const
  await startExecutions(parts.starting, { events: [event], starts: [one] })
  parts.counters.add('forms_sent')
}

function shownOf({ name, trigger }: ActiveForm) {
  return { title: name, lead: trigger.form?.lead ?? null, fields: trigger.inputs ?? [] }
}

function page(status: number, html: string): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(html, { status, headers })
}
