import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { authorizationServer } from '../../fields.ts'
import { authorizationServerKind } from '../../kinds/authorization-server.ts'

export const readAuthorizationServer = defineReading({
  id: 'okta.read_authorization_server',
  title: 'Read authorization server',
  description: 'Reads one authorization server. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.authorizationServers.read'],
  input: z.object({ server: authorizationServer }),
  kind: authorizationServerKind,
  at: (input) => path`/api/v1/authorizationServers/${input.server}`,
})
