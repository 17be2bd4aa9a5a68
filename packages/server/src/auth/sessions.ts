import type { Database } from '../db/database.ts'
import { newToken, hashToken } from './secret-token.ts'
import { deleteExpiredSessions, extendSession, findSession, insertSession, type User } from './store.ts'

const sessionCookie = 'keyway_session'
const idleMs = 12 * 3_600_000
const longestMs = 7 * 24 * 3_600_000
/** The expiry is written again only when it moved on by this much, so that not every request writes. */
const extendEveryMs = 5 * 60_000

/** Starts a session and returns its secret, which is stored nowhere. */
export async function startSession({ kysely }: Database, userId: string): Promise<string> {
  const secret = newToken()
  const createdAt = Date.now()
  await deleteExpiredSessions(kysely, createdAt)
  await insertSession(kysely, { idHash: hashToken(secret), userId, createdAt, expiresAt: createdAt + idleMs })
  return secret
}

/** The user of a session that has not expired: 12 hours after the last use, 7 days after the sign-in at the latest. */
export async function resumeSession(
  { kysely }: Database,
  secret: string,
  now: number,
): Promise<{ user: User; idHash: string } | undefined> {
  const idHash = hashToken(secret)
  const session = await findSession(kysely, idHash)
  if (session === undefined || session.expiresAt <= now) return undefined
  const expiresAt = Math.min(now + idleMs, session.createdAt + longestMs)
  if (expiresAt - session.expiresAt > extendEveryMs) await extendSession(kysely, idHash, expiresAt)
  return { user: session.user, idHash }
}

/** The `Set-Cookie` line that carries a session, or ends it. */
export function toCookie(secret: string | undefined, options: { isHttps: boolean }): string {
  const life = secret === undefined ? 0 : longestMs / 1000
  const secure = options.isHttps ? '; Secure' : ''
  return `${sessionCookie}=${secret ?? ''}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${life}${secure}`
}

/** The session's secret in a `Cookie` header. */
export function readCookie(header: string | null): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === sessionCookie && value !== undefined && value !== '') return value
  }
  return undefined
}
