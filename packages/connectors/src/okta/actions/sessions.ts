import type { Action } from '@keyway/sdk'
import { clearUserSessions } from './sessions/clear-user-sessions.ts'

export const sessionActions: readonly Action[] = [clearUserSessions]
