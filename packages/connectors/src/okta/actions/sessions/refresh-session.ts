import { defineAction, path, z } from '@keyway/sdk'
import { sessionRecord, toSession } from '../../records/sessions.ts'
import { readSessionState, session } from '../../sessions.ts'

export const refreshSession = defineAction({
  id: 'okta.refresh_session',
  title: 'Refresh session',
  description: 'Lets a session live on for as long again. Fails with okta_E0000007 if it has ended.',
  effect: 'idempotent',
  scopes: ['okta.sessions.manage'],
  input: z.object({ session }),
  output: sessionRecord,
  async run(input, { http }) {
    return toSession(await http.post(path`/api/v1/sessions/${input.session}/lifecycle/refresh`))
  },
  readState: readSessionState,
})
