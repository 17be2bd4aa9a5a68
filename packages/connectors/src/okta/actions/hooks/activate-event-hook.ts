import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { eventHook } from '../../fields.ts'

export const activateEventHook = defineStatusChange({
  id: 'okta.activate_event_hook',
  title: 'Activate event hook',
  description: 'Lets a verified event hook receive events. One that is active already counts as done.',
  scopes: ['okta.eventHooks.manage'],
  input: z.object({ eventHook }),
  at: (input) => path`/api/v1/eventHooks/${input.eventHook}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_event_hook', restores: 'INACTIVE' },
})
