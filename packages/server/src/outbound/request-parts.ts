import { InputError, type HttpContent, type HttpProfile, type HttpRequest } from '@keyway/sdk'

export interface RequestBody {
  text: string
  contentType: string
}

/** An object, list, number or boolean goes as JSON; text and content as they are; null and absent are no body. */
export function toRequestBody({ body, content }: HttpRequest): RequestBody | HttpContent | undefined {
  if (content !== undefined) return content
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string') return { text: body, contentType: 'text/plain; charset=utf-8' }
  return { text: JSON.stringify(body), contentType: 'application/json' }
}

/** Headers that decide where a message ends or which host it is for; only the port sets them. */
const reserved =
  /^(host|connection|content-length|transfer-encoding|upgrade|keep-alive|te|trailer|expect|accept-encoding|proxy-.*)$/

/**
 * Headers of a request: the port's defaults, then the action's, then the connection's credentials, which nothing may
 * replace.
 *
 * @throws {InputError} for a header that is not one, or that only the port may set.
 */
export function toRequestHeaders(parts: {
  sent: HttpRequest
  body: RequestBody | HttpContent | undefined
  isDownload: boolean
  profile: HttpProfile | undefined
  idempotencyKey: string | undefined
}): Record<string, string> {
  const { sent, body, isDownload, profile, idempotencyKey } = parts
  const headers: Record<string, string> = {
    accept: sent.accept === 'text' || isDownload ? '*/*' : 'application/json, */*;q=0.5',
    'user-agent': 'Keyway',
    ...(body === undefined ? {} : { 'content-type': body.contentType }),
    // IETF draft "The Idempotency-Key HTTP Header Field"; servers that do not know it ignore it.
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  }
  if (body !== undefined) checkHeader('content-type', body.contentType)
  for (const [written, value] of Object.entries(sent.headers ?? {})) {
    const name = written.trim().toLowerCase()
    checkHeader(name, value)
    if (reserved.test(name))
      throw refused(`The header "${name}" is set by Keyway. Remove it from the request.`)
    headers[name] = value
  }
  if (body !== undefined && 'size' in body && body.size !== undefined) {
    headers['content-length'] = String(body.size)
  }
  for (const [name, value] of Object.entries(profile?.headers ?? {})) headers[name.toLowerCase()] = value
  return headers
}

function checkHeader(name: string, value: string): void {
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) {
    throw refused(`"${name.slice(0, 100)}" is not a header name. Use letters, digits and hyphens.`)
  }
  if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)) {
    throw refused(
      `The value of the header "${name}" has a line break or a character that headers cannot carry.`,
    )
  }
}

function refused(message: string): InputError {
  return new InputError(message, { code: 'header_refused' })
}
