import { RemoteError, isJsonObject } from '@keyway/sdk'
import type { ActionContext, HttpResponse, Json, JsonObject } from '@keyway/sdk'

/** `errors` is text, or lists of texts by field. */
export function describeError({ body }: HttpResponse): { message?: string } | undefined {
  const errors = isJsonObject(body) ? body['errors'] : undefined
  if (errors === undefined) return undefined
  if (typeof errors === 'string') return { message: `Shopify refused: ${errors}` }
  if (!isJsonObject(errors)) return { message: 'Shopify refused.' }
  const texts = Object.entries(errors).map(
    ([name, found]) => `${name} ${(Array.isArray(found) ? found : [found]).map(String).join(', ')}`,
  )
  return { message: `Shopify refused: ${texts.join('; ')}` }
}

/** What an answer holds under this name. */
export function partOf(body: Json, name: string): JsonObject {
  const part = isJsonObject(body) ? body[name] : undefined
  if (isJsonObject(part)) return part
  throw new RemoteError(`Shopify answered without "${name}"; check the shop of the connection.`, {
    code: 'shopify_unexpected_answer',
    body,
  })
}

/** The version of the API that the connection names. */
export function versionOf({ connection }: Pick<ActionContext, 'connection'>): string {
  return String(connection['apiVersion'])
}
