import { isJsonObject } from '@keyway/sdk'
import type { HttpResponse } from '@keyway/sdk'

/** Reads Google's error envelope: `{ error: { code, message, status, errors: [{ reason }] } }`. */
export function describeError({ body }: HttpResponse): { code?: string; message?: string } | undefined {
  const error = isJsonObject(body) ? body['error'] : undefined
  if (!isJsonObject(error)) return undefined
  const [first] = Array.isArray(error['errors']) ? error['errors'] : []
  const reason = isJsonObject(first) ? first['reason'] : undefined
  const code = [reason, error['status']].find((value) => typeof value === 'string') ?? 'refused'
  return { code: `gmail_${String(code)}`, message: `Gmail refused: ${String(error['message'] ?? code)}` }
}
