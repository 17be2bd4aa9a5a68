import { InputError, anyJson, anyObject, field, z } from '@keyway/sdk'
import type { ActionContext, HttpMethod, Json } from '@keyway/sdk'
import { headerRecord, optional, queryRecord, requiredText, withDefault } from '../input.ts'
import { connection, toHeaders, type HttpConnection } from './connection.ts'

const url = field(requiredText(), { title: 'URL', placeholder: 'https://api.acme.test/items' })
export const body = field(optional(anyJson), {
  title: 'Body',
  description: 'An object or list is sent as JSON, text as it is.',
})

const queryInput = z.union([queryRecord, z.string().transform(parseQuery)])

/** Reads `?a=b&a=c`; a name that occurs again becomes a list. */
function parseQuery(text: string): z.output<typeof queryRecord> {
  const parameters = new URLSearchParams(text)
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]))
}

export const requestFields = {
  url,
  query: field(withDefault(queryInput, {}), {
    title: 'Query',
    description: 'Names and values, or text as it stands in a URL.',
  }),
  headers: field(withDefault(headerRecord, {}), { title: 'Headers' }),
  answerAs: field(withDefault(z.enum(['json', 'text']), 'json'), {
    title: 'Answer as',
    description: 'json parses an answer that says it is JSON; text leaves it as it is.',
  }),
}

export const answer = z.object({ statusCode: z.int(), headers: anyObject, body: anyJson })

export interface Request {
  method: HttpMethod
  url: string
  query: z.output<typeof queryInput>
  headers: Record<string, string>
  answerAs: 'json' | 'text'
  body?: Json | undefined
}

/** Sends a request under the connection. An answer of 400 or more is thrown, with its status and body. */
export async function send(context: ActionContext, request: Request): Promise<z.output<typeof answer>> {
  const settings = settingsOf(context.connection)
  const response = await context.http.request({
    method: request.method,
    path: { absolute: resolveUrl(request.url, settings) },
    query: request.query,
    headers: mergeHeaders(request.headers, toHeaders(settings)),
    accept: request.answerAs,
    ...(request.body === undefined ? {} : { body: request.body }),
  })
  return { statusCode: response.status, headers: { ...response.headers }, body: response.body }
}

/** Values of a connection stay the same object while it is open, and many requests come with them. */
const settingsByValues = new WeakMap<ActionContext['connection'], HttpConnection>()

function settingsOf(values: ActionContext['connection']): HttpConnection {
  const known = settingsByValues.get(values)
  if (known !== undefined) return known
  const settings = connection.parse(values)
  settingsByValues.set(values, settings)
  return settings
}

/** Headers of the connection win, whatever their case: a flow cannot replace the credentials. */
function mergeHeaders(own: Record<string, string>, fixed: Record<string, string>): Record<string, string> {
  const names = new Set(Object.keys(fixed).map((name) => name.toLowerCase()))
  const kept = Object.entries(own).filter(([name]) => !names.has(name.toLowerCase()))
  return { ...Object.fromEntries(kept), ...fixed }
}

/** Joins the URL of a request to the connection's base URL and keeps it below that. Throws InputError. */
export function resolveUrl(text: string, { baseUrl }: Pick<HttpConnection, 'baseUrl'>): string {
  if (baseUrl === undefined) {
    const target = URL.parse(text)
    if (target?.protocol === 'https:' || target?.protocol === 'http:') return target.href
    throw new InputError(
      `"${text}" is not a whole URL. Enter one that starts with https://, or give the connection a base URL.`,
    )
  }
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  const isWhole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  // A leading slash means "below the base URL", not "at the root of the host".
  const relative = isWhole ? text : `./${text.replace(/^\/+/, '')}`
  const target = URL.parse(relative, base.href)
  const isBelow =
    target !== null &&
    target.origin === base.origin &&
    `${target.pathname}/`.startsWith(base.pathname) &&
    target.username === ''
  if (isBelow) return target.href
  throw new InputError(
    `"${text}" is not below ${baseUrl}, the base URL of this connection. Requests must stay there.`,
  )
}
