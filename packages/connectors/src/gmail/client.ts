import { isJsonObject } from '@keyway/sdk'
import type { HttpResponse } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads Google's error envelope: `{ error: { code, message, status, errors: [{ reason }] } }`. */
export function describeError({ body }: HttpResponse): { code?: string; message?: string } | undefined {
  const error = isJsonObject(body) ? body['error'] : undefined
  if (!isJsonObject(error)) return undefined
  const [first] = Array.isArray(error['errors']) ? error['errors'] : []
  const reason = isJsonObject(first) ? textOf(first['reason']) : ''
  const code = reason || textOf(error['status']) || 'refused'
  return { code: `gmail_${code}`, message: `Gmail refused: ${textOf(error['message']) || code}` }
}
