import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { eventHook } from '../../fields.ts'
import { eventHookKind } from '../../kinds/event-hook.ts'

export const deleteEventHook = defineDeletion({
  id: 'okta.delete_event_hook',
  title: 'Delete event hook',
  description: 'Deletes a deactivated event hook for good. Refuses one that is active.',
  scopes: ['okta.eventHooks.manage'],
  input: z.object({ eventHook }),
  kind: eventHookKind,
  at: (input) => path`/api/v1/eventHooks/${input.eventHook}`,
  only: { status: 'INACTIVE', after: 'okta.deactivate_event_hook' },
})
