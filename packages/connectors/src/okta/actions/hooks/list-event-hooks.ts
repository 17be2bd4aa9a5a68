import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { eventHookKind } from '../../kinds/event-hook.ts'
import { defineListing } from '../../listing.ts'

export const listEventHooks = defineListing({
  id: 'okta.list_event_hooks',
  title: 'List event hooks',
  description: 'Lists the event hooks of the org, without credentials.',
  scopes: ['okta.eventHooks.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/eventHooks`, pageSize: null, limit: input.limit }),
  ...listOf('hooks', eventHookKind),
})
