import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { resourceSet } from '../../fields.ts'
import { resourceSetKind } from '../../kinds/resource-set.ts'

export const readResourceSet = defineReading({
  id: 'okta.read_resource_set',
  title: 'Read resource set',
  description: 'Reads one resource set by id or label. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.roles.read'],
  input: z.object({ resourceSet }),
  kind: resourceSetKind,
  at: (input) => path`/api/v1/iam/resource-sets/${input.resourceSet}`,
})
