import { z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { maybeText, object, raw, requireRecord, text, texts, time } from './answer.ts'

/** The consent that a client may ask for a scope: of a person, or of an administrator for a service app. */
export const grantRecord = z.object({
  id: z.string(),
  scopeId: maybeText,
  clientId: maybeText,
  userId: maybeText,
  issuer: maybeText,
  status: maybeText,
  source: maybeText,
  created: time,
  lastUpdated: time,
  raw,
})
export type Grant = z.output<typeof grantRecord>

/** A refresh token; Okta tells about it and never its value. */
export const refreshTokenRecord = z.object({
  id: z.string(),
  clientId: maybeText,
  userId: maybeText,
  issuer: maybeText,
  status: maybeText,
  scopes: z.array(z.string()),
  created: time,
  lastUpdated: time,
  expiresAt: time,
  raw,
})

export const clientRecord = z.object({ clientId: maybeText, name: maybeText, uri: maybeText, raw })

export function toGrant(answer: Json): Grant {
  const { id, body } = requireRecord(answer, 'a grant')
  return {
    id,
    scopeId: text(body['scopeId']),
    clientId: text(body['clientId']),
    userId: text(body['userId']),
    issuer: text(body['issuer']),
    status: text(body['status']),
    source: text(body['source']),
    created: text(body['created']),
    lastUpdated: text(body['lastUpdated']),
    raw: body,
  }
}

export function toRefreshToken(answer: Json): z.output<typeof refreshTokenRecord> {
  const { id, body } = requireRecord(answer, 'a refresh token')
  return {
    id,
    clientId: text(body['clientId']),
    userId: text(body['userId']),
    issuer: text(body['issuer']),
    status: text(body['status']),
    scopes: texts(body['scopes']),
    created: text(body['created']),
    lastUpdated: text(body['lastUpdated']),
    expiresAt: text(body['expiresAt']),
    raw: body,
  }
}

export function toClient(answer: Json): z.output<typeof clientRecord> {
  const body = object(answer)
  return {
    clientId: text(body['client_id']),
    name: text(body['client_name']),
    uri: text(body['client_uri']),
    raw: body,
  }
}
