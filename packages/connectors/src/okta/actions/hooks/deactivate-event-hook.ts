import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { eventHook } from '../../fields.ts'

export const deactivateEventHook = defineStatusChange({
  id: 'okta.deactivate_event_hook',
  title: 'Deactivate event hook',
  description:
    'Stops an event hook. What happens meanwhile is not sent later. One that is inactive already counts as done.',
  scopes: ['okta.eventHooks.manage'],
  input: z.object({ eventHook }),
  at: (input) => path`/api/v1/eventHooks/${input.eventHook}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_event_hook', restores: 'ACTIVE' },
})
