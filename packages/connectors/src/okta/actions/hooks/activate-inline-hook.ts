import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { inlineHook } from '../../fields.ts'

export const activateInlineHook = defineStatusChange({
  id: 'okta.activate_inline_hook',
  title: 'Activate inline hook',
  description: 'Lets Okta ask an inline hook. One that is active already counts as done.',
  scopes: ['okta.inlineHooks.manage'],
  input: z.object({ inlineHook }),
  at: (input) => path`/api/v1/inlineHooks/${input.inlineHook}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_inline_hook', restores: 'INACTIVE' },
})
