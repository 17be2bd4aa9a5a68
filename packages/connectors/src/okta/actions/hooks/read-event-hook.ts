import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { eventHook } from '../../fields.ts'
import { eventHookKind } from '../../kinds/event-hook.ts'

export const readEventHook = defineReading({
  id: 'okta.read_event_hook',
  title: 'Read event hook',
  description: 'Reads one event hook, without credentials. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.eventHooks.read'],
  input: z.object({ eventHook }),
  kind: eventHookKind,
  at: (input) => path`/api/v1/eventHooks/${input.eventHook}`,
})
