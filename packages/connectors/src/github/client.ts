import { RemoteError, isJsonObject } from '@keyway/sdk'
import type { HttpResponse, Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads `{ message, errors: [{ message, code, field }] }`. */
export function describeError({ body }: HttpResponse): { message?: string } | undefined {
  if (!isJsonObject(body)) return undefined
  const errors = Array.isArray(body['errors']) ? body['errors'].filter(isJsonObject) : []
  const details = errors.map(
    (error) => textOf(error['message']) || `${textOf(error['field'])} ${textOf(error['code'])}`.trim(),
  )
  const texts = [textOf(body['message']), ...details].filter((text) => text !== '')
  return { message: `GitHub refused: ${texts.join('; ') || 'no reason given'}` }
}

/** An answer that is one object. */
export function toObject(body: Json): JsonObject {
  if (isJsonObject(body)) return body
  throw new RemoteError('GitHub answered with something that is not an object; check the base URL.', {
    code: 'github_unexpected_answer',
    body,
  })
}

/** A part of an answer that is an object; empty where it is not. */
export function partOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
