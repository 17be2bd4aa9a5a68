import { defineAction, field, isJsonObject, path, z } from '@keyway/sdk'
import { requiredText, textOf } from '../../../input.ts'
import { user } from '../../fields.ts'
import { toUser, userRecord } from '../../records.ts'
import { findUser } from '../../user-status.ts'

export const setRecoveryQuestion = defineAction({
  id: 'okta.set_recovery_question',
  title: 'Set recovery question',
  description: 'Replaces the question, and its answer, by which a user recovers the password.',
  effect: 'idempotent',
  scopes: ['okta.users.manage'],
  input: z.object({
    user,
    question: field(requiredText(), { title: 'Question' }),
    answer: field(requiredText(), { title: 'Answer', secret: true }),
  }),
  output: userRecord,
  async run({ question, answer, ...input }, { http }) {
    const body = { credentials: { recovery_question: { question, answer } } }
    return toUser(await http.post(path`/api/v1/users/${input.user}`, body))
  },
  async readState(input, { http }) {
    const question = (await findUser(http, input.user))?.credentials['recovery_question']
    return isJsonObject(question) ? { question: textOf(question['question']) } : null
  },
})
