import { notFoundError } from '../errors/okta-error.ts'
import { randomText } from './ids.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import { record } from './system-log.ts'
import type { User } from './user.ts'
import { toUserParty } from './user.ts'

const sessionLifeMs = 2 * 60 * 60 * 1000

/** A signed-in browser of a user; its id is the `externalSessionId` of the System Log. */
export type Session = {
  readonly id: string
  readonly userId: string
  readonly createdAt: string
  readonly expiresAt: string
}

/** Signs a user in, as the sign-in page would: a session, a `lastLogin`, a `user.session.start`. */
export function startSession(org: OrgState, cause: Cause, user: User): Session {
  const now = org.clock()
  const session: Session = {
    id: `102${randomText(org, 22)}`,
    userId: user.id,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + sessionLifeMs).toISOString(),
  }
  org.sessions.set(session.id, session)
  org.users.set(user.id, { ...user, lastLogin: session.createdAt })
  const actor = toUserParty(user)
  const ofUser: Cause = { ...cause, actor, externalSessionId: session.id }
  record(org, ofUser, { eventType: 'user.session.start', target: [actor] })
  return session
}

/** @throws OktaError E0000007 when the session is unknown or has expired */
export function getSession(org: OrgState, sessionId: string): Session {
  const session = org.sessions.get(sessionId)
  if (session === undefined || Date.parse(session.expiresAt) <= org.clock().getTime()) {
    throw notFoundError('AppSession', sessionId)
  }
  return session
}

export function refreshSession(org: OrgState, sessionId: string): Session {
  const expiresAt = new Date(org.clock().getTime() + sessionLifeMs).toISOString()
  const session = { ...getSession(org, sessionId), expiresAt }
  org.sessions.set(sessionId, session)
  return session
}

export function endSession(org: OrgState, cause: Cause, sessionId: string): void {
  const session = getSession(org, sessionId)
  org.sessions.delete(sessionId)
  const user = org.users.get(session.userId)
  record(org, cause, { eventType: 'user.session.end', target: user ? [toUserParty(user)] : [] })
}

/** Ends every session of the user and says so in the log, also when there was none. */
export function clearUserSessions(org: OrgState, cause: Cause, user: User): void {
  dropUserSessions(org, user.id)
  record(org, cause, { eventType: 'user.session.clear', target: [toUserParty(user)] })
}

/** Ends every session of the user without an event of its own. */
export function dropUserSessions(org: OrgState, userId: string): void {
  for (const session of org.sessions.values()) {
    if (session.userId === userId) org.sessions.delete(session.id)
  }
}
