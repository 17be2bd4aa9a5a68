import { defineAction, path, z } from '@keyway/sdk'
import { statusCode } from '../../fields.ts'
import { findDefinition, relation } from '../../linked-objects.ts'

export const deleteLinkedObjectDefinition = defineAction({
  id: 'okta.delete_linked_object_definition',
  title: 'Delete linked object definition',
  description:
    'Deletes a relation between users with all of its links, for good. One that is gone is no error.',
  effect: 'destructive',
  scopes: ['okta.linkedObjects.manage'],
  input: z.object({ relation }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const target = path`/api/v1/meta/schemas/user/linkedObjects/${input.relation}`
    const { status } = await http.request({ method: 'DELETE', path: target, allow: [404] })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    return (await findDefinition(http, input.relation)) === undefined ? { statusCode: 204 } : undefined
  },
  readState: async (input, { http }) => (await findDefinition(http, input.relation)) ?? null,
})
