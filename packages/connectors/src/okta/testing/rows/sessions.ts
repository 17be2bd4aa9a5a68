import type { Rows } from '../row.ts'
import { newSession, newUser } from '../world.ts'

const noSession = { input: { session: 'none' } }
const noUser = { input: { user: 'nobody@acme.test' } }

export const sessionRows: Rows = {
  'okta.read_session': {
    effect: 'read',
    given: (org) => ({ session: newSession(org) }),
    sends: ['GET /api/v1/sessions/{session}'],
    gives: { id: '{session}', userId: '*', login: '*', status: 'ACTIVE' },
    missing: noSession,
  },
  'okta.refresh_session': {
    effect: 'idempotent',
    given: (org) => ({ session: newSession(org) }),
    sends: ['POST /api/v1/sessions/{session}/lifecycle/refresh'],
    gives: { id: '{session}', status: 'ACTIVE' },
    missing: noSession,
  },
  'okta.close_session': {
    effect: 'idempotent',
    given: (org) => ({ session: newSession(org) }),
    sends: ['DELETE /api/v1/sessions/{session}'],
    gives: { statusCode: 204 },
    missing: { ...noSession, gives: { statusCode: 404 } },
    again: { gives: { statusCode: 404 } },
  },
  'okta.clear_user_sessions': {
    effect: 'idempotent',
    given(org) {
      const user = newUser(org)
      org.sim.org.signIn(user)
      return { user, revokeTokens: true }
    },
    sends: ['DELETE /api/v1/users/{user}/sessions?oauthTokens=true'],
    gives: { statusCode: 204 },
    missing: noUser,
  },
}
