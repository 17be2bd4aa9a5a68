import { anyJson, anyObject, defineAction, field, isJsonObject, z } from '@keyway/sdk'
import type { Action, HttpMethod, Json } from '@keyway/sdk'
import { headerRecord, optional, queryRecord, refuseHeaders, withDefault } from './input.ts'

/** A system whose every endpoint can be called by path. */
export interface CustomApi {
  /** Id of the connector. */
  connector: string
  /** As people know the system. */
  name: string
  /** A path, as an example. */
  placeholder: string
  /** Headers that come from the connection, beside Authorization, Host and Cookie; in lower case. */
  ownHeaders?: readonly string[]
  standsFor?: readonly string[]
}

const answer = () => z.object({ statusCode: z.int(), headers: anyObject, body: anyJson })

function requestFields({ placeholder, ownHeaders = [] }: CustomApi) {
  const refused = ['authorization', 'host', 'cookie', ...ownHeaders]
  return {
    path: field(
      z
        .string()
        .regex(
          /^\/(?!\/)/,
          `Enter a path below the base URL that starts with one slash, like ${placeholder}.`,
        ),
      { title: 'Relative URL', placeholder },
    ),
    query: field(withDefault(queryRecord, {}), { title: 'Query' }),
    headers: field(
      withDefault(
        headerRecord.refine(
          refuseHeaders(refused),
          `These come from the connection; leave them out: ${refused.join(', ')}.`,
        ),
        {},
      ),
      { title: 'Headers' },
    ),
  }
}

/** Reads any endpoint of a system. */
export function defineCustomRead(api: CustomApi): Action {
  return defineAction({
    id: `${api.connector}.custom_api_read`,
    title: 'Custom API read',
    description: `Reads any endpoint of ${api.name} with GET. Fails when ${api.name} refuses.`,
    effect: 'read',
    input: z.object(requestFields(api)),
    output: answer(),
    async run({ path, query, headers }, { http }) {
      const response = await http.request({ method: 'GET', path: { relative: path }, query, headers })
      return { statusCode: response.status, headers: { ...response.headers }, body: response.body }
    },
  })
}

/** Calls any endpoint of a system that changes something. */
export function defineCustomAction(api: CustomApi): Action {
  return defineAction({
    id: `${api.connector}.custom_api_action`,
    title: 'Custom API action',
    description: `Calls any endpoint of ${api.name} that changes something. Fails when ${api.name} refuses. To read, use the custom API read.`,
    effect: 'write',
    standsFor: api.standsFor ?? [],
    input: z.object({
      method: field(z.enum(['POST', 'PUT', 'PATCH', 'DELETE']), { title: 'Method' }),
      ...requestFields(api),
      body: field(optional(anyJson), {
        title: 'Body',
        description:
          'An object or list is sent as JSON, or as a form where the headers say so; text as it is, and as JSON unless they say otherwise.',
      }),
    }),
    output: answer(),
    async run({ path, body, ...input }, { http }) {
      const method: HttpMethod = input.method
      const request = { method, path: { relative: path }, query: input.query }
      const response = await http.request({ ...request, ...encode(input.headers, body) })
      return { statusCode: response.status, headers: { ...response.headers }, body: response.body }
    },
  })
}

/** These systems read JSON unless they are told otherwise, also where the flow composed the text itself. */
function encode(
  headers: Record<string, string>,
  body: Json | undefined,
): { headers: Record<string, string>; body?: Json } {
  if (body === undefined) return { headers }
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  if (typeof body === 'string') {
    return {
      headers: type === undefined ? { ...headers, 'Content-Type': 'application/json' } : headers,
      body,
    }
  }
  const isForm = type?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true
  return isForm && isJsonObject(body) ? { headers, body: toForm(body) } : { headers, body }
}

/** `application/x-www-form-urlencoded`; a value that is not plain is sent as JSON. */
function toForm(values: Readonly<Record<string, Json>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  )
  return new URLSearchParams(pairs).toString()
}
