import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { trustedOrigin } from '../../fields.ts'
import { trustedOriginKind } from '../../kinds/trusted-origin.ts'

export const deleteTrustedOrigin = defineDeletion({
  id: 'okta.delete_trusted_origin',
  title: 'Delete trusted origin',
  description: 'Deletes a deactivated trusted origin for good. Refuses one that is active.',
  scopes: ['okta.trustedOrigins.manage'],
  input: z.object({ trustedOrigin }),
  kind: trustedOriginKind,
  at: (input) => path`/api/v1/trustedOrigins/${input.trustedOrigin}`,
  only: { status: 'INACTIVE', after: 'okta.deactivate_trusted_origin' },
})
