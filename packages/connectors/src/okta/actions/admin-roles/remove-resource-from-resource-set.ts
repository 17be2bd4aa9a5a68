import { defineAction, field, path, z } from '@keyway/sdk'
import { resourceSet } from '../../fields.ts'
import { findResource, resource } from '../../resource-sets.ts'

export const removeResourceFromResourceSet = defineAction({
  id: 'okta.remove_resource_from_resource_set',
  title: 'Remove resource from resource set',
  description: 'Takes a resource out of a set. One that is not in it is no error.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ resourceSet, resource }),
  output: z.object({ changed: field(z.boolean(), { title: 'Changed' }) }),
  async run(input, context) {
    const found = await findResource(input, context)
    if (found === null) return { changed: false }
    const target = path`/api/v1/iam/resource-sets/${input.resourceSet}/resources/${found.id}`
    await context.http.request({ method: 'DELETE', path: target, allow: [404] })
    return { changed: true }
  },
  readState: findResource,
  inverse: {
    action: 'okta.add_resource_to_resource_set',
    input: ({ input, before }) => (before === null ? undefined : { ...input }),
  },
})
