import { defineAction, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { classificationRecord, readClassification } from '../../user-classification.ts'

export const readUserClassification = defineAction({
  id: 'okta.read_user_classification',
  title: 'Read user classification',
  description: 'Reads whether a user counts as a standard or as a lite user of the licence.',
  effect: 'read',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId }),
  output: classificationRecord,
  run: readClassification,
})
