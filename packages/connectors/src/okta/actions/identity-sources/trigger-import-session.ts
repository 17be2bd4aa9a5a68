import { defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { importSessionRecord, readImportSession, session, toImportSession } from '../../import-sessions.ts'

/** A session that takes uploads; every later status says that its import was started, or never can be. */
const open = ['CREATED', 'IN_PROGRESS']

export const triggerImportSession = defineAction({
  id: 'okta.trigger_import_session',
  title: 'Trigger import session',
  description: 'Starts the import of what was uploaded to a session.',
  effect: 'write',
  scopes: ['okta.identitySources.manage'],
  standsFor: ['okta-workflows:okta.triggerImportSession'],
  input: z.object({ application, session }),
  output: importSessionRecord,
  async run({ application: app, session: id }, { http }) {
    const start = path`/api/v1/identity-sources/${app}/sessions/${id}/start-import`
    return toImportSession(await http.post(start))
  },
  async lookUp({ application: app, session: id }, { http }) {
    const found = toImportSession(await http.get(path`/api/v1/identity-sources/${app}/sessions/${id}`))
    return open.includes(found.status) ? undefined : found
  },
  readState: readImportSession,
})
