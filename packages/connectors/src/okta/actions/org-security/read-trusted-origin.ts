import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { trustedOrigin } from '../../fields.ts'
import { trustedOriginKind } from '../../kinds/trusted-origin.ts'

export const readTrustedOrigin = defineReading({
  id: 'okta.read_trusted_origin',
  title: 'Read trusted origin',
  description: 'Reads one trusted origin. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.trustedOrigins.read'],
  input: z.object({ trustedOrigin }),
  kind: trustedOriginKind,
  at: (input) => path`/api/v1/trustedOrigins/${input.trustedOrigin}`,
})
