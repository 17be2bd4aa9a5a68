import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { behaviorKind } from '../../kinds/behavior.ts'
import { defineListing } from '../../listing.ts'

export const listBehaviors = defineListing({
  id: 'okta.list_behaviors',
  title: 'List behavior rules',
  description: 'Lists the rules that tell what is unusual of a user: a new place, a new device.',
  scopes: ['okta.behaviors.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/behaviors`, pageSize: null, limit: input.limit }),
  ...listOf('behaviors', behaviorKind),
})
