import { path, z } from '@keyway/sdk'
import { definitionRecord, toDefinition } from '../../linked-objects.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'

export const listLinkedObjectDefinitions = defineListing({
  id: 'okta.list_linked_object_definitions',
  title: 'List linked object definitions',
  description: 'Lists the relations between users that the org knows, such as manager and subordinate.',
  scopes: ['okta.linkedObjects.read'],
  input: z.object({}),
  output: z.object({ definitions: z.array(definitionRecord) }),
  list: () => ({ path: path`/api/v1/meta/schemas/user/linkedObjects`, ...inOneAnswer }),
  toItem: toDefinition,
  toOutput: (definitions) => ({ definitions }),
})
