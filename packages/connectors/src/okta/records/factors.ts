import { anyObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { maybeText, object, raw, requireRecord, text, time } from './answer.ts'

export const factorRecord = z.object({
  id: z.string(),
  factorType: maybeText,
  provider: maybeText,
  vendorName: maybeText,
  status: maybeText,
  created: time,
  lastUpdated: time,
  profile: anyObject,
  raw,
})
export type Factor = z.output<typeof factorRecord>

export const supportedFactorRecord = z.object({
  factorType: maybeText,
  provider: maybeText,
  vendorName: maybeText,
  status: maybeText,
  enrollment: maybeText,
  raw,
})

/** The enrolment of an authenticator, as Identity Engine tells of it. */
export const enrollmentRecord = z.object({
  id: z.string(),
  key: maybeText,
  type: maybeText,
  name: maybeText,
  status: maybeText,
  created: time,
  lastUpdated: time,
  profile: anyObject,
  raw,
})

/** Reads a factor without what is embedded: while it is being set up, that is its secret. */
export function toFactor(answer: Json): Factor {
  const { id, body } = requireRecord(answer, 'a factor')
  return {
    id,
    factorType: text(body['factorType']),
    provider: text(body['provider']),
    vendorName: text(body['vendorName']),
    status: text(body['status']),
    created: text(body['created']),
    lastUpdated: text(body['lastUpdated']),
    profile: object(body['profile']),
    raw: withoutEmbedded(body),
  }
}

/** What a factor that waits for its activation needs: a secret, a picture of it, or both. */
export function activationOf(answer: Json): JsonObject {
  return object(object(object(answer)['_embedded'])['activation'])
}

export function qrCodeOf(answer: Json): string | null {
  return text(object(object(activationOf(answer)['_links'])['qrcode'])['href'])
}

export function toSupportedFactor(answer: Json): z.output<typeof supportedFactorRecord> {
  const body = object(answer)
  return {
    factorType: text(body['factorType']),
    provider: text(body['provider']),
    vendorName: text(body['vendorName']),
    status: text(body['status']),
    enrollment: text(body['enrollment']),
    raw: withoutEmbedded(body),
  }
}

export function toEnrollment(answer: Json): z.output<typeof enrollmentRecord> {
  const { id, body } = requireRecord(answer, 'the enrolment of an authenticator')
  const { tac: _secret, ...profile } = object(body['profile'])
  return {
    id,
    key: text(body['key']),
    type: text(body['type']),
    name: text(body['name']),
    status: text(body['status']),
    created: text(body['created']),
    lastUpdated: text(body['lastUpdated']),
    profile,
    raw: { ...body, profile },
  }
}

function withoutEmbedded({ _embedded: _secrets, ...body }: JsonObject): JsonObject {
  return body
}
