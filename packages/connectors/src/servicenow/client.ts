import { RemoteError, isJsonObject } from '@keyway/sdk'
import type { HttpResponse, Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads `{ error: { message, detail }, status: "failure" }`. */
export function describeError({ body }: HttpResponse): { message?: string } | undefined {
  const error = isJsonObject(body) ? body['error'] : undefined
  if (!isJsonObject(error)) return undefined
  const texts = [textOf(error['message']), textOf(error['detail'])].filter((text) => text !== '')
  return { message: `ServiceNow refused: ${texts.join('; ') || 'no reason given'}` }
}

/** The record that the Table API answers with. */
export function toRecord(body: Json): JsonObject {
  const result = isJsonObject(body) ? body['result'] : undefined
  if (isJsonObject(result) && textOf(result['sys_id']) !== '') return result
  throw new RemoteError('ServiceNow answered without a record; check the instance URL of the connection.', {
    code: 'servicenow_unexpected_answer',
    body,
  })
}

/** The records of a list that the Table API answers with. */
export function toRecords(body: Json): JsonObject[] {
  const result = isJsonObject(body) ? body['result'] : undefined
  return Array.isArray(result) ? result.filter(isJsonObject) : []
}
