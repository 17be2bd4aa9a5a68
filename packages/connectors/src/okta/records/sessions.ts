import { z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { maybeText, raw, requireRecord, text, texts, time } from './answer.ts'

export const sessionRecord = z.object({
  id: z.string(),
  userId: maybeText,
  login: maybeText,
  status: maybeText,
  createdAt: time,
  expiresAt: time,
  lastPasswordVerification: time,
  lastFactorVerification: time,
  /** How the person signed in, by the names of RFC 8176. */
  amr: z.array(z.string()),
  raw,
})

/** Reads a session of a person. Throws RemoteError for anything else. */
export function toSession(answer: Json): z.output<typeof sessionRecord> {
  const { id, body } = requireRecord(answer, 'a session')
  return {
    id,
    userId: text(body['userId']),
    login: text(body['login']),
    status: text(body['status']),
    createdAt: text(body['createdAt']),
    expiresAt: text(body['expiresAt']),
    lastPasswordVerification: text(body['lastPasswordVerification']),
    lastFactorVerification: text(body['lastFactorVerification']),
    amr: texts(body['amr']),
    raw: body,
  }
}
