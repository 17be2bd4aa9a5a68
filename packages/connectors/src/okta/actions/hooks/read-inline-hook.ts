import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { inlineHook } from '../../fields.ts'
import { inlineHookKind } from '../../kinds/inline-hook.ts'

export const readInlineHook = defineReading({
  id: 'okta.read_inline_hook',
  title: 'Read inline hook',
  description: 'Reads one inline hook, without credentials. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.inlineHooks.read'],
  input: z.object({ inlineHook }),
  kind: inlineHookKind,
  at: (input) => path`/api/v1/inlineHooks/${input.inlineHook}`,
})
