import { ConnectionError, RemoteError, TemporaryError } from '@keyway/sdk'
import type {
  Connector,
  Grant,
  Http,
  HttpDownload,
  HttpProfile,
  HttpRequest,
  HttpResponse,
  Json,
} from '@keyway/sdk'

/**
 * The http port over plain `fetch`, for tests of connectors: no retry, no guard, no budget, and credentials that are
 * obtained once. Errors, paging and the binding to the base URL are as the contract says.
 */
export function createFetchHttp(connector: Connector, connection: Readonly<Record<string, unknown>>): Http {
  const profile = connector.http?.(connection)
  const { authorize } = connector
  const grants = new Map<string | undefined, Promise<Grant | undefined>>()
  const obtain = (actAs: string | undefined) => {
    if (authorize === undefined || profile === undefined) return undefined
    const signInProfile = { baseUrl: profile.signInUrl ?? profile.baseUrl, headers: {} }
    const http = overFetch({ connector, profile: signInProfile, obtain: () => undefined })
    return authorize(connection, { http, now: Date.now(), actAs })
  }
  return overFetch({
    connector,
    profile,
    obtain(actAs) {
      const known = grants.get(actAs) ?? obtain(actAs)
      if (known !== undefined) grants.set(actAs, known)
      return known
    },
  })
}

function overFetch(sender: Sender): Http {
  const request = (input: HttpRequest) => send(sender, input)
  const bodyOf = async (input: HttpRequest) => (await request(input)).body
  return {
    request,
    download: (input) => download(sender, input),
    get: (path, query = {}) => bodyOf({ method: 'GET', path, query }),
    post: (path, body, query = {}) =>
      bodyOf({ method: 'POST', path, query, ...(body === undefined ? {} : { body }) }),
    put: (path, body, query = {}) =>
      bodyOf({ method: 'PUT', path, query, ...(body === undefined ? {} : { body }) }),
    patch: (path, body, query = {}) =>
      bodyOf({ method: 'PATCH', path, query, ...(body === undefined ? {} : { body }) }),
    delete: (path, query = {}) => bodyOf({ method: 'DELETE', path, query }),
    async *list(path, query = {}, limit = Number.POSITIVE_INFINITY) {
      let remaining = limit
      let next: HttpRequest | undefined = { method: 'GET', path, query }
      while (next !== undefined && remaining > 0) {
        const page: HttpResponse = await request(next)
        const items = Array.isArray(page.body) ? page.body.slice(0, remaining) : []
        yield* items
        remaining -= items.length
        const link: string | undefined = page.links['next']
        next = link === undefined ? undefined : { method: 'GET', path: { absolute: link } }
      }
    },
  }
}

interface Sender {
  connector: Connector
  profile: HttpProfile | undefined
  obtain: (actAs: string | undefined) => Promise<Grant | undefined> | undefined
}

async function send(sender: Sender, request: HttpRequest): Promise<HttpResponse> {
  const response = await toResponse(await sendRaw(sender, request), request.accept)
  if (response.status < 400 || request.allow?.includes(response.status) === true) return response
  throw toError(response, sender.connector)
}

async function download(sender: Sender, request: HttpRequest): Promise<HttpDownload> {
  const answer = await sendRaw(sender, request)
  if (!answer.ok || answer.body === null) throw toError(await toResponse(answer), sender.connector)
  const headers = Object.fromEntries(answer.headers)
  const name = new URL(answer.url).pathname.split('/').at(-1) ?? ''
  return { status: answer.status, headers, name, content: answer.body }
}

async function sendRaw({ profile, obtain }: Sender, request: HttpRequest): Promise<Response> {
  const url = toUrl(request, profile)
  const grant = await obtain(request.actAs)
  const { body, content } = request
  const headers = new Headers({
    ...(body !== undefined && typeof body !== 'string' ? { 'content-type': 'application/json' } : {}),
    ...(content === undefined ? {} : { 'content-type': content.contentType }),
    ...request.headers,
    ...profile?.headers,
    ...grant?.sign({ method: request.method, url }),
  })
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  const payload = content === undefined ? text : await readAll(content.read())
  // oxlint-disable-next-line eslint/no-restricted-globals -- this fixture is the network of these tests
  return fetch(url, {
    method: request.method,
    headers,
    body: payload,
    redirect: 'manual',
  }).catch((cause: unknown) => {
    throw new TemporaryError(`No answer from ${url.host}.`, { cause })
  })
}

async function readAll(content: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}

function toUrl({ path, query = {} }: HttpRequest, profile: HttpProfile | undefined): URL {
  const base = profile?.baseUrl ?? ''
  const url = new URL(
    typeof path === 'string' ? base + path : 'absolute' in path ? path.absolute : base + path.relative,
  )
  const bases = [base, ...(profile?.otherBases ?? [])]
  if (profile !== undefined && !bases.some((own) => url.origin === new URL(own).origin)) {
    throw new ConnectionError(`${url.href} leaves ${base}.`)
  }
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(item))
  }
  return url
}

async function toResponse(answer: Response, accept: 'json' | 'text' = 'json'): Promise<HttpResponse> {
  const text = await answer.text()
  const isJson =
    accept === 'json' && answer.headers.get('content-type')?.includes('json') === true && text !== ''
  const body: Json = isJson ? JSON.parse(text) : text
  const links = [...(answer.headers.get('link') ?? '').matchAll(/<([^>]+)>;\s*rel="([^"]+)"/g)]
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body,
    links: Object.fromEntries(links.map(([, url = '', rel = '']) => [rel, url])),
  }
}

function toError(response: HttpResponse, connector: Connector): Error {
  const described = connector.describeError?.(response) ?? {}
  const { code, message = `The answer was ${response.status}.`, retry } = described
  const options = {
    statusCode: response.status,
    body: response.body,
    ...(code === undefined ? {} : { code }),
  }
  if (response.status === 401) return new ConnectionError(message, options)
  if (retry === 'later') return new TemporaryError(message, options)
  if (retry === 'never') return new RemoteError(message, options)
  if (response.status === 429 || response.status >= 500) return new TemporaryError(message, options)
  return new RemoteError(message, options)
}
