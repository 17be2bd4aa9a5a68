import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { authenticator } from '../../fields.ts'
import { authenticatorKind } from '../../kinds/authenticator.ts'

export const readAuthenticator = defineReading({
  id: 'okta.read_authenticator',
  title: 'Read authenticator',
  description: 'Reads one authenticator. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.authenticators.read'],
  input: z.object({ authenticator }),
  kind: authenticatorKind,
  at: (input) => path`/api/v1/authenticators/${input.authenticator}`,
})
