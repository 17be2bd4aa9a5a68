import { RemoteError, isJsonObject } from '@keyway/sdk'
import type { ActionContext, HttpResponse, Json, JsonObject, Path } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads the error of Microsoft Graph: `{ error: { code, message, innerError } }`. */
export function describeError({ body }: HttpResponse): { code?: string; message?: string } | undefined {
  const error = isJsonObject(body) ? body['error'] : undefined
  if (!isJsonObject(error)) return undefined
  const code = textOf(error['code']) || 'refused'
  return {
    code: `microsoft365_${code}`,
    message: `Microsoft Graph refused: ${textOf(error['message']) || code}`,
  }
}

/** The object of an answer. Throws RemoteError where there is none. */
export function asObject(body: Json | undefined): JsonObject {
  if (isJsonObject(body)) return body
  throw new RemoteError('Microsoft Graph answered without an object; check the base URL.', {
    code: 'microsoft365_unexpected_answer',
  })
}

/** A text within a `$filter` expression; a quote in it is doubled. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The URL by which Graph refers to an object in bodies: those take no relative references. */
export function referenceTo({ connection }: ActionContext, path: Path): string {
  const { baseUrl } = connection
  return `${typeof baseUrl === 'string' ? baseUrl : ''}${path}`
}
