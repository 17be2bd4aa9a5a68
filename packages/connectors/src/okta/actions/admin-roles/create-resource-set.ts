import { field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { resourceSetKind } from '../../kinds/resource-set.ts'

export const createResourceSet = defineCreation({
  id: 'okta.create_resource_set',
  title: 'Create resource set',
  description: 'Creates a set of resources that custom admin roles can be limited to.',
  scopes: ['okta.roles.manage'],
  input: z.object({
    label: field(requiredText(), { title: 'Label' }),
    description: field(requiredText(), { title: 'Description' }),
    resources: field(z.array(requiredText()).min(1, 'A set needs a resource.'), {
      title: 'Resources',
      description: 'Resource names (orn:okta:…) or addresses in the API, such as that of a group.',
    }),
  }),
  kind: resourceSetKind,
  within: () => ({ path: path`/api/v1/iam/resource-sets` }),
  body: ({ label, description, resources }) => ({ label, description, resources }),
  // The resources are a list of their own.
  known: ({ label, description }) => ({ label, description }),
  namedBy: 'label',
  inverse: { action: 'okta.delete_resource_set', input: ({ id }) => ({ resourceSet: id }) },
})
