import type { Database } from '../db/database.ts'
import type { Caller } from './caller.ts'
import { hashToken } from './secret-token.ts'
import { readCookie, resumeSession } from './sessions.ts'
import { findApiToken, touchApiToken } from './store.ts'

export const apiTokenPrefix = 'kw_'
const touchEveryMs = 60_000

/**
 * Who is calling: the holder of an API token (`Authorization: Bearer kw_…`) or of a session cookie. Undefined is a
 * stranger. A request with an Authorization header is judged by it alone.
 */
export async function authenticate(database: Database, headers: Headers): Promise<Caller | undefined> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return byToken(database, authorization)
  const secret = readCookie(headers.get('cookie'))
  if (secret === undefined) return undefined
  const session = await resumeSession(database, secret, Date.now())
  if (session === undefined) return undefined
  const { id, ...user } = session.user
  return { kind: 'user', userId: id, ...user, sessionHash: session.idHash }
}

async function byToken({ kysely }: Database, authorization: string): Promise<Caller | undefined> {
  const token = /^Bearer (kw_[\w-]{43})$/i.exec(authorization)?.[1]
  if (token === undefined) return undefined
  const found = await findApiToken(kysely, hashToken(token))
  if (found === undefined) return undefined
  const now = Date.now()
  if (now - (found.lastUsedAt ?? 0) > touchEveryMs) await touchApiToken(kysely, found.id, now)
  return { kind: 'token', tokenId: found.id, name: found.name, role: found.role }
}
