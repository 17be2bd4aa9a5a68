import { defineAction, path, z } from '@keyway/sdk'
import { findObject } from '../../define/find-object.ts'
import { eventHook } from '../../fields.ts'
import { eventHookKind } from '../../kinds/event-hook.ts'

export const verifyEventHook = defineAction({
  id: 'okta.verify_event_hook',
  title: 'Verify event hook',
  description:
    'Has Okta ask the receiver of an event hook whether it is one. Events are sent to verified hooks only.',
  effect: 'idempotent',
  scopes: ['okta.eventHooks.manage'],
  input: z.object({ eventHook }),
  output: eventHookKind.schema,
  async run(input, { http }) {
    const verify = path`/api/v1/eventHooks/${input.eventHook}/lifecycle/verify`
    return eventHookKind.read(await http.post(verify))
  },
  async readState(input, { http }) {
    const found = await findObject(http, path`/api/v1/eventHooks/${input.eventHook}`)
    return found === undefined ? null : { verificationStatus: eventHookKind.read(found).verificationStatus }
  },
})
