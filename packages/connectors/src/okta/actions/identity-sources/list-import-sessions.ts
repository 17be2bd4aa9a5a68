import { z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { importSessionRecord, sessionsPath, toImportSession } from '../../import-sessions.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'

export const listImportSessions = defineListing({
  id: 'okta.list_import_sessions',
  title: 'List import sessions',
  description: 'Lists the import sessions of an identity source.',
  scopes: ['okta.identitySources.read'],
  standsFor: ['okta-workflows:okta.listImportSessions'],
  input: z.object({ application }),
  output: z.object({ sessions: z.array(importSessionRecord) }),
  list: (input) => ({ path: sessionsPath(input.application), ...inOneAnswer }),
  toItem: toImportSession,
  toOutput: (sessions) => ({ sessions }),
})
