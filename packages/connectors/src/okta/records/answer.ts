import { RemoteError, field, isJsonObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { record } from '../../input.ts'

/** What records are read with: answers are data from outside, and whatever is not as expected counts as none. */

export const time = z.string().nullable()
export const maybeText = z.string().nullable()
export const raw = field(record(), { title: 'Raw', description: 'The object as Okta answered it.' })

/** An answer without an id is refused, so that no later step works with half a record. */
export function requireRecord(body: Json, what: string): { id: string; body: JsonObject } {
  if (isJsonObject(body) && typeof body['id'] === 'string') return { id: body['id'], body }
  throw new RemoteError(`Okta answered with something that is not ${what}: it has no id.`, {
    code: 'okta_unexpected_answer',
  })
}

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

export function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

export function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
