import { isJsonObject } from '@keyway/sdk'
import type { ErrorDescription, HttpResponse } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Reads `{ type, message }`, and Okta's usual form of an error where its gateway answers. */
export function describeError({ body }: HttpResponse): ErrorDescription | undefined {
  if (!isJsonObject(body)) return undefined
  const code = textOf(body['type']) || textOf(body['errorCode'])
  const text = textOf(body['message']) || textOf(body['errorSummary']) || code
  if (text === '') return undefined
  const described = { message: `Okta Privileged Access refused: ${text}` }
  return code === '' ? described : { ...described, code: `okta_privileged_access_${code}` }
}
