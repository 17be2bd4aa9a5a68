import { defineAction, path, z } from '@keyway/sdk'
import { sessionRecord, toSession } from '../../records/sessions.ts'
import { session } from '../../sessions.ts'

export const readSession = defineAction({
  id: 'okta.read_session',
  title: 'Read session',
  description: 'Reads a session of a person. Fails with okta_E0000007 if it has ended.',
  effect: 'read',
  scopes: ['okta.sessions.read'],
  standsFor: ['torq:Get session details'],
  input: z.object({ session }),
  output: sessionRecord,
  run: async (input, { http }) => toSession(await http.get(path`/api/v1/sessions/${input.session}`)),
})
