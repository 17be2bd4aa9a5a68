import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { resourceSet } from '../../fields.ts'
import { resourceSetKind } from '../../kinds/resource-set.ts'

export const deleteResourceSet = defineDeletion({
  id: 'okta.delete_resource_set',
  title: 'Delete resource set',
  description: 'Deletes a resource set for good. Whoever has a role for it loses that.',
  scopes: ['okta.roles.manage'],
  input: z.object({ resourceSet }),
  kind: resourceSetKind,
  at: (input) => path`/api/v1/iam/resource-sets/${input.resourceSet}`,
})
