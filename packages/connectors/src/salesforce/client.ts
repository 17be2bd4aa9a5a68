import { RemoteError, isJsonObject, path } from '@keyway/sdk'
import type { ActionContext, HttpResponse, Json, JsonObject, Path } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads `[{ message, errorCode, fields }]`, and the error of a sign-in (RFC 6749 section 5.2). */
export function describeError({ body }: HttpResponse): { code?: string; message?: string } | undefined {
  const first = Array.isArray(body) ? body[0] : body
  if (!isJsonObject(first)) return undefined
  const code = textOf(first['errorCode']) || textOf(first['error'])
  if (code === '') return undefined
  const text = textOf(first['message']) || textOf(first['error_description']) || code
  return { code: `salesforce_${code}`, message: `Salesforce refused: ${text}` }
}

type Context = Pick<ActionContext, 'http' | 'connection'>

function versionOf({ connection }: Context): string {
  return String(connection['apiVersion'])
}

/** Path of a user record; without id, of the users. */
export function userPath(context: Context, id?: string): Path {
  const version = versionOf(context)
  return id === undefined
    ? path`/services/data/${version}/sobjects/User`
    : path`/services/data/${version}/sobjects/User/${id}`
}

/** The records of a SOQL query's first page. */
export async function query(context: Context, soql: string): Promise<JsonObject[]> {
  const body = await context.http.get(path`/services/data/${versionOf(context)}/query`, { q: soql })
  const records = isJsonObject(body) ? body['records'] : undefined
  return Array.isArray(records) ? records.filter(isJsonObject) : []
}

/** Text as a SOQL literal: https://developer.salesforce.com/docs, "Quoted String Escape Sequences". */
export function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
  return `'${escaped}'`
}

/** Id of a record that was made. */
export function toId(body: Json): string {
  const id = isJsonObject(body) ? textOf(body['id']) : ''
  if (id !== '') return id
  throw new RemoteError('Salesforce answered without an id; check the instance URL.', {
    code: 'salesforce_unexpected_answer',
    body,
  })
}
