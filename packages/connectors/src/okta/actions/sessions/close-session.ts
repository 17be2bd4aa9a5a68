import { defineAction, path, z } from '@keyway/sdk'
import { statusCode } from '../../fields.ts'
import { readSessionState, session } from '../../sessions.ts'

export const closeSession = defineAction({
  id: 'okta.close_session',
  title: 'Close session',
  description: 'Ends one session of a person. One that has ended is no error. Sessions inside apps go on.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.sessions.manage'],
  standsFor: ['torq:Close a session'],
  input: z.object({ session }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const target = path`/api/v1/sessions/${input.session}`
    const { status } = await http.request({ method: 'DELETE', path: target, allow: [404] })
    return { statusCode: status }
  },
  readState: readSessionState,
})
