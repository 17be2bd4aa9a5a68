import { defineAction, field, path, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { classificationRecord, readClassification, toClassification } from '../../user-classification.ts'

export const setUserClassification = defineAction({
  id: 'okta.set_user_classification',
  title: 'Set user classification',
  description: 'Makes a user a standard or a lite user of the licence. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    type: field(z.enum(['STANDARD', 'LITE']), { title: 'Classification' }),
  }),
  output: classificationRecord,
  async run({ type, ...input }, { http }) {
    return toClassification(await http.put(path`/api/v1/users/${input.user}/classification`, { type }))
  },
  readState: readClassification,
  inverse: {
    action: 'okta.set_user_classification',
    input: ({ input, before }) => ({ user: input.user, type: before.type }),
  },
})
