import { setTimeout as sleep } from 'node:timers/promises'
import {
  ConnectionError,
  FlowError,
  InputError,
  outcomeUnknown,
  toErrorData,
  RemoteError,
  TemporaryError,
  type Connector,
  type Effect,
  type Http,
  type HttpProfile,
  type HttpRequest,
  type HttpResponse,
  type Json,
  type Path,
  type Query,
} from '@keyway/sdk'
import { exchangeSigned, type Credentials } from './exchange-signed.ts'
import type { Gate, Passed } from './gate.ts'
import { toDownloadName } from './download-name.ts'
import { parseLinks } from './link-header.ts'
import { NotConnectedError, type Outbound } from './outbound.ts'
import type { Redactor } from './redactor.ts'
import { isRepeatable, toNetworkError, toRefusal, type RequestLabel } from './refusal.ts'
import { toRequestBody, toRequestHeaders } from './request-parts.ts'
import { askedWaitMs, backoffMs } from './retry-wait.ts'
import { isWithinReach, toTargetUrl, type Reach } from './target-url.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

/** What binds an http port to one connection and one call of one action. */
export interface HttpOptions {
  connector: Pick<Connector, 'title' | 'describeError'>
  /** Base URL and credential headers; undefined for connectors without a fixed base. */
  profile: HttpProfile | undefined
  /** Credentials that are obtained, beside the headers of the profile. */
  credentials?: ((actAs: string | undefined) => Credentials) | undefined
  /** Holds requests back while the other side's budget is used up. */
  gate?: Gate | undefined
  /** Hosts a connection without a base URL may reach; undefined means any public host. */
  hosts: readonly string[] | undefined
  effect: Effect
  idempotencyKey: string
  redactor: Redactor
  signal: AbortSignal
}

const maxRedirects = 3

/** The http port of one action call. See {@link Http} for what it promises. */
export function createHttp(outbound: Outbound, options: HttpOptions): Http {
  const reach: Reach =
    options.profile === undefined
      ? { kind: 'hosts', hosts: options.hosts }
      : {
          kind: 'base',
          baseUrl: options.profile.baseUrl,
          otherBases: options.profile.otherBases,
        }
  let writes = 0
  let hasWritten = false

  const perform = async (sent: HttpRequest, isDownload: boolean): Promise<PortResponse> => {
    const body = toRequestBody(sent)
    const idempotencyKey = sent.method === 'GET' ? undefined : `${options.idempotencyKey}-${++writes}`
    const wire: WireRequest = {
      method: sent.method,
      url: toTargetUrl(reach, sent.path, sent.query),
      headers: toRequestHeaders({ sent, body, isDownload, profile: options.profile, idempotencyKey }),
      body: body !== undefined && 'text' in body ? body.text : body,
      isDownload,
      signal: options.signal,
    }
    // A GET changes nothing, also where the action as a whole does.
    const effect = sent.method === 'GET' ? 'read' : (sent.effect ?? options.effect)
    try {
      const response = await sendWithRetries(
        { outbound, options: { ...options, effect }, reach, credentials: options.credentials?.(sent.actAs) },
        sent,
        wire,
      )
      if (!isRepeatable(effect) && response.status < 300) hasWritten = true
      return response
    } catch (error) {
      const redacted = redactError(options.redactor, error)
      throw hasWritten ? afterWrite(redacted) : redacted
    }
  }

  const request = async (sent: HttpRequest): Promise<HttpResponse> => {
    const { status, headers, links, body } = await perform(sent, false)
    return { status, headers, links, body }
  }
  const bodyOf = async (sent: HttpRequest): Promise<Json> => (await request(sent)).body
  return {
    request,
    async download(sent) {
      const { status, headers, url, content } = await perform(sent, true)
      return { status, headers, name: toDownloadName(headers, url), content }
    },
    get: (path, query = {}) => bodyOf({ method: 'GET', path, query }),
    post: (path, body, query = {}) => bodyOf({ method: 'POST', path, query, ...withBody(body) }),
    put: (path, body, query = {}) => bodyOf({ method: 'PUT', path, query, ...withBody(body) }),
    patch: (path, body, query = {}) => bodyOf({ method: 'PATCH', path, query, ...withBody(body) }),
    delete: (path, query = {}) => bodyOf({ method: 'DELETE', path, query }),
    list: (path, query = {}, limit = Number.POSITIVE_INFINITY) => listItems(request, { path, query }, limit),
  }
}

/** An answer, and what only a download needs of it. */
interface PortResponse extends HttpResponse {
  /** Where it came from in the end. */
  url: URL
  /** Without anything in it, unless a download was asked for. */
  content: AsyncIterable<Uint8Array>
}

/**
 * Trying an action again repeats all its requests. Once one of them has written, an error that invites to try again
 * becomes one that leaves the step in doubt.
 */
function afterWrite(thrown: unknown): unknown {
  if (thrown instanceof FlowError && thrown.retry === 'never') return thrown
  const data = toErrorData(thrown)
  return new TemporaryError(
    `${data.message} An earlier request of this step was carried out, so the step is not repeated by itself.`,
    { ...data, code: outcomeUnknown, retry: 'never', cause: thrown },
  )
}

function withBody(body: Json | undefined): { body?: Json } {
  return body === undefined ? {} : { body }
}

interface Port {
  outbound: Outbound
  options: HttpOptions
  reach: Reach
  credentials: Credentials | undefined
}

async function sendWithRetries(port: Port, sent: HttpRequest, wire: WireRequest): Promise<PortResponse> {
  const { limits } = port.outbound
  const { connector, effect, signal } = port.options
  const label: RequestLabel = {
    connector,
    effect,
    label: `${wire.method} ${wire.url.host}${wire.url.pathname}`,
  }

  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted()
    const outcome = await attemptOnce(port, sent, { wire, label })
    if ('response' in outcome) return outcome.response
    // The gate waits, or parks the step. That is no try: what was refused was not done.
    if (outcome.isHeldBack) {
      attempt -= 1
      continue
    }
    const waitMs = outcome.isRepeatable ? Math.max(outcome.askedMs ?? 0, 0) + backoffMs(attempt) : undefined
    if (waitMs === undefined || attempt >= limits.retries || waitMs > limits.longestWaitMs)
      throw outcome.error
    await sleep(waitMs, undefined, { signal })
  }
}

type Outcome =
  | { response: PortResponse }
  | { error: FlowError; isRepeatable: boolean; isHeldBack: boolean; askedMs: number | undefined }

const final = { isRepeatable: false, isHeldBack: false, askedMs: undefined }

async function attemptOnce(
  port: Port,
  sent: HttpRequest,
  { wire, label }: { wire: WireRequest; label: RequestLabel },
): Promise<Outcome> {
  const repeatable = isRepeatable(label.effect)
  let answer: WireAnswer & { url: URL }
  let isHeldBack: boolean
  // Cancelled before anything goes out, nothing is in doubt.
  const passed: Passed | undefined = await port.options.gate?.pass(wire)
  try {
    answer = await followRedirects(port, wire)
    isHeldBack = passed?.(answer) === true
  } catch (thrown) {
    passed?.()
    if (thrown instanceof FlowError) return { error: thrown, ...final }
    // Cancelling a read is no error of the other side. A write that was on its way is in doubt, cancelled or not.
    if (wire.signal.aborted && repeatable) throw wire.signal.reason
    const error = toNetworkError(label, thrown)
    const canRepeat = error.retry === 'later' && (repeatable || thrown instanceof NotConnectedError)
    return { error, ...final, isRepeatable: canRepeat }
  }
  const response = toResponse(port, sent, { answer, wire, label })
  const { status } = response
  if ((status >= 200 && status < 300) || sent.allow?.includes(status) === true) return { response }
  const now = Date.now()
  const error = toRefusal(label, response, now)
  // A 429, and a code that the connector knows to mean "later", refuse before they execute: repeated for every effect.
  const isRefusedForNow = status < 500 && error.retry === 'later'
  return {
    error,
    isRepeatable: isRefusedForNow || (repeatable && [502, 503, 504].includes(status)),
    isHeldBack,
    askedMs: askedWaitMs(response.headers, now),
  }
}

/**
 * Only a GET follows, only on the same origin and within the reach: credentials go nowhere else. A download without an
 * account may go on to another host, for files are kept elsewhere than the links to them; its own headers stay behind.
 */
async function followRedirects(
  { outbound, options, reach, credentials }: Port,
  wire: WireRequest,
): Promise<WireAnswer & { url: URL }> {
  let { url, headers } = wire
  for (let redirects = 0; ; redirects += 1) {
    const sent = { ...wire, url, headers }
    const answer = { ...(await exchangeSigned(outbound, credentials, sent)), url }
    const location = answer.headers['location']
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.status)
    if (!isRedirect || location === undefined || wire.method !== 'GET' || redirects === maxRedirects)
      return answer
    const target = URL.parse(location, url.href)
    if (target === null || !isWithinReach(reach, target)) return answer
    if (target.origin !== url.origin) {
      const isDowngrade = url.protocol === 'https:' && target.protocol !== 'https:'
      if (!wire.isDownload || options.profile !== undefined || isDowngrade) return answer
      headers = { accept: '*/*', 'user-agent': headers['user-agent'] ?? '' }
    }
    url = target
  }
}

function toResponse(
  { reach }: Port,
  sent: HttpRequest,
  { answer, wire, label }: { answer: WireAnswer & { url: URL }; wire: WireRequest; label: RequestLabel },
): PortResponse {
  const links: Record<string, string> = {}
  for (const [rel, target] of Object.entries(parseLinks(answer.headers['link']))) {
    const url = URL.parse(target, wire.url.href)
    if (url !== null && url.origin === wire.url.origin && isWithinReach(reach, url)) links[rel] = url.href
  }
  const { status, headers, url } = answer
  const content = readOn(answer.content, label, wire.signal)
  return { status, headers, links, url, content, body: parseBody(sent, answer, label) }
}

/** The content of a download, with the port's errors where it breaks off. */
async function* readOn(
  content: AsyncIterable<Uint8Array> | undefined,
  label: RequestLabel,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (content === undefined) return
  try {
    yield* content
  } catch (thrown) {
    if (signal.aborted) throw signal.reason
    throw toNetworkError(label, thrown)
  }
}

function parseBody(sent: HttpRequest, { text, headers, status }: WireAnswer, label: RequestLabel): Json {
  if (sent.accept === 'text') return text
  if (text === '') return null
  if (!/^[^;]*[/+]json\b/i.test(headers['content-type'] ?? '')) return text
  try {
    // JSON.parse answers with JSON values only.
    const parsed: Json = JSON.parse(text)
    return parsed
  } catch (cause) {
    if (status >= 300) return text
    const message = `The answer to ${label.label} says it is JSON, but it is not.`
    throw new RemoteError(message, { code: 'answer_unreadable', statusCode: status, cause })
  }
}

async function* listItems(
  request: Http['request'],
  first: { path: Path; query: Query },
  limit: number,
): AsyncGenerator<Json> {
  let remaining = limit
  let page: HttpRequest = { method: 'GET', ...first }
  const seen = new Set<string>()
  while (remaining > 0) {
    const { body, links } = await request(page)
    if (!Array.isArray(body)) {
      throw new RemoteError('A page of the list is not a JSON list.', { code: 'answer_unreadable', body })
    }
    for (const item of body.slice(0, remaining)) yield item
    remaining -= body.length
    const next = links['next']
    if (next === undefined) return
    if (seen.has(next)) {
      throw new RemoteError('The list does not end: its "next" link leads back.', {
        code: 'answer_unreadable',
      })
    }
    seen.add(next)
    page = { method: 'GET', path: { absolute: next } }
  }
}

/** The same error with secrets masked in what people and flows read. The cause stays behind: it is not redacted. */
function redactError(redactor: Redactor, thrown: unknown): unknown {
  const kinds = [ConnectionError, InputError, RemoteError, TemporaryError]
  for (const Kind of kinds) {
    if (!(thrown instanceof Kind)) continue
    return new Kind(redactor.text(thrown.message), {
      code: redactor.text(thrown.code),
      retry: thrown.retry,
      ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
      ...(thrown.statusCode === undefined ? {} : { statusCode: thrown.statusCode }),
      ...(thrown.body === undefined ? {} : { body: redactor.json(thrown.body) }),
      ...(thrown.details === undefined ? {} : { details: thrown.details }),
      ...(thrown.waitsFor === undefined ? {} : { waitsFor: thrown.waitsFor }),
    })
  }
  return thrown
}
