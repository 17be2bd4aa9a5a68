import { defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { deleteWithin } from '../../client.ts'
import { statusCode } from '../../fields.ts'
import { readImportSession, session, sessionsPath } from '../../import-sessions.ts'

export const deleteImportSession = defineAction({
  id: 'okta.delete_import_session',
  title: 'Delete import session',
  description: 'Deletes an import session and what was uploaded to it. One that is gone is no error.',
  effect: 'idempotent',
  scopes: ['okta.identitySources.manage'],
  standsFor: ['okta-workflows:okta.deleteImportSession'],
  input: z.object({ application, session }),
  output: z.object({ statusCode }),
  async run({ application: app, session: id }, { http }) {
    const target = path`/api/v1/identity-sources/${app}/sessions/${id}`
    const { status } = await deleteWithin(http, { path: target, within: sessionsPath(app) })
    return { statusCode: status }
  },
  readState: readImportSession,
})
