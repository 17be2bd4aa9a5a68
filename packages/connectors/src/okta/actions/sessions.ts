import type { Action } from '@keyway/sdk'
import { clearUserSessions } from './sessions/clear-user-sessions.ts'
import { closeSession } from './sessions/close-session.ts'
import { readSession } from './sessions/read-session.ts'
import { refreshSession } from './sessions/refresh-session.ts'

export const sessionActions: readonly Action[] = [
  clearUserSessions,
  closeSession,
  readSession,
  refreshSession,
]
