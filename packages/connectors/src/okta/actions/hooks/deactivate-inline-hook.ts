import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { inlineHook } from '../../fields.ts'

export const deactivateInlineHook = defineStatusChange({
  id: 'okta.deactivate_inline_hook',
  title: 'Deactivate inline hook',
  description: 'Keeps Okta from asking an inline hook. One that is inactive already counts as done.',
  scopes: ['okta.inlineHooks.manage'],
  input: z.object({ inlineHook }),
  at: (input) => path`/api/v1/inlineHooks/${input.inlineHook}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_inline_hook', restores: 'ACTIVE' },
})
