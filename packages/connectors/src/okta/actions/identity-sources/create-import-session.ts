import { defineAction, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { importSessionRecord, sessionsPath, toImportSession } from '../../import-sessions.ts'

export const createImportSession = defineAction({
  id: 'okta.create_import_session',
  title: 'Create import session',
  description: 'Opens a session that users of an identity source can be uploaded to. It expires after a day.',
  effect: 'write',
  scopes: ['okta.identitySources.manage'],
  standsFor: ['okta-workflows:okta.createAnImportSession'],
  input: z.object({ application }),
  output: importSessionRecord,
  run: async (input, { http }) => toImportSession(await http.post(sessionsPath(input.application))),
})
