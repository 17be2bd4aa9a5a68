import { defineAction, field, path, z } from '@keyway/sdk'
import { resourceSet } from '../../fields.ts'
import { findResource, resource } from '../../resource-sets.ts'

export const addResourceToResourceSet = defineAction({
  id: 'okta.add_resource_to_resource_set',
  title: 'Add resource to resource set',
  description:
    'Adds a resource to a set: who has a role for the set has it for that, too. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ resourceSet, resource }),
  output: z.object({
    id: field(z.string().nullable(), { title: 'Id', description: 'Of the resource within the set.' }),
  }),
  async run(input, context) {
    const found = await findResource(input, context)
    if (found !== null) return found
    const target = path`/api/v1/iam/resource-sets/${input.resourceSet}/resources`
    await context.http.patch(target, { additions: [input.resource] })
    return (await findResource(input, context)) ?? { id: null }
  },
  readState: findResource,
  inverse: {
    action: 'okta.remove_resource_from_resource_set',
    input: ({ input, before }) => (before === null ? { ...input } : undefined),
  },
})
