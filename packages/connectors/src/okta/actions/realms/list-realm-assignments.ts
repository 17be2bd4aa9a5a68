import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { realmAssignmentKind } from '../../kinds/realm-assignment.ts'
import { defineListing } from '../../listing.ts'

export const listRealmAssignments = defineListing({
  id: 'okta.list_realm_assignments',
  title: 'List realm assignments',
  description: 'Lists the rules that put users into realms, in order.',
  scopes: ['okta.realmAssignments.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/realm-assignments`, pageSize: 200, limit: input.limit }),
  ...listOf('assignments', realmAssignmentKind),
})
