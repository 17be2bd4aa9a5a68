import type { Action } from '@keyway/sdk'
import { createImportSession } from './identity-sources/create-import-session.ts'
import { deleteImportSession } from './identity-sources/delete-import-session.ts'
import { importUsers } from './identity-sources/import-users.ts'
import { listImportSessions } from './identity-sources/list-import-sessions.ts'
import { mapSourceUsers } from './identity-sources/map-source-users.ts'
import { triggerImportSession } from './identity-sources/trigger-import-session.ts'

export const identitySourceActions: readonly Action[] = [
  createImportSession,
  listImportSessions,
  mapSourceUsers,
  importUsers,
  triggerImportSession,
  deleteImportSession,
]
