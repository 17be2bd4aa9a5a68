import { InputError, isJsonObject, type JsonObject } from '@keyway/sdk'

/** The parts of a JSON Web Token in compact form (RFC 7515 section 7.1), nothing verified. */
export interface JwtToken {
  header: JsonObject
  payload: JsonObject
  signature: string
  /** What the signature is over. */
  signed: string
}

/** Throws InputError `token_invalid`; the message does not quote the token. */
export function readToken(text: string): JwtToken {
  const [header = '', payload = '', signature = '', ...more] = text.trim().split('.', 5)
  if (payload === '' || more.length > 0)
    throw tokenInvalid('it does not have three parts with dots between them')
  return {
    header: readPart(header, 'header'),
    payload: readPart(payload, 'payload'),
    signature,
    signed: `${header}.${payload}`,
  }
}

function readPart(text: string, part: string): JsonObject {
  if (/^[\w-]+={0,2}$/.test(text)) {
    try {
      const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
      if (isJsonObject(value)) return value
    } catch {
      // Said below, with what is no object either.
    }
  }
  throw tokenInvalid(`its ${part} is not a JSON object in Base64URL`)
}

function tokenInvalid(found: string): InputError {
  return new InputError(`The text is no JSON Web Token: ${found}.`, { code: 'token_invalid' })
}
