import { defineAction, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { asList } from '../../fields.ts'
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
  async readState(input, { http }) {
    const sessions = asList(await http.get(sessionsPath(input.application))).map(toImportSession)
    return { sessions: sessions.map(({ id }) => id).toSorted() }
  },
  inverse: {
    action: 'okta.delete_import_session',
    input: ({ input, output }) => ({ ...input, session: output.id }),
  },
})
