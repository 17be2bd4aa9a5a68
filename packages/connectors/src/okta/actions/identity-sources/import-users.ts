import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { application } from '../../applications.ts'
import { readImportSession, session } from '../../import-sessions.ts'

const user = z.object({ externalId: requiredText(), profile: anyObject.optional() })

export const importUsers = defineAction({
  id: 'okta.import_users',
  title: 'Upload users to import session',
  description:
    'Uploads users of an identity source to be created, updated or deleted when the session is triggered. ' +
    'Okta takes 200 at a time.',
  effect: 'idempotent',
  scopes: ['okta.identitySources.manage'],
  standsFor: ['okta-workflows:okta.bulkUserImport'],
  input: z.object({
    application,
    session,
    operation: field(withDefault(z.enum(['upsert', 'delete']), 'upsert'), { title: 'Operation' }),
    users: field(withDefault(z.array(user), []), {
      title: 'Users',
      description: 'Each with externalId and, to be created or updated, profile.',
    }),
  }),
  output: z.object({ uploaded: field(z.int(), { title: 'Uploaded', description: 'Number of users.' }) }),
  async run({ application: app, session: id, operation, users }, { http }) {
    const upload = operation === 'upsert' ? 'bulk-upsert' : 'bulk-delete'
    const profiles = users.map(({ externalId, profile = {} }) =>
      operation === 'upsert' ? { externalId, profile } : { externalId },
    )
    const target = path`/api/v1/identity-sources/${app}/sessions/${id}/${upload}`
    await http.post(target, { entityType: 'USERS', profiles })
    return { uploaded: users.length }
  },
  readState: readImportSession,
})
