import { below, defineAction, field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { factorAt, readFactor } from '../../factors.ts'
import { factor, userId } from '../../fields.ts'
import { maybeText, object, text } from '../../records/answer.ts'

export const verifyFactor = defineAction({
  id: 'okta.verify_factor',
  title: 'Verify factor',
  description:
    'Asks a user for a factor: with a code it is checked; without one, SMS, call and e-mail send a code, and push asks ' +
    'on the device. Each call asks anew.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    factor,
    passCode: field(optional(z.string()), { title: 'Pass code', secret: true }),
    answer: field(optional(z.string()), { title: 'Answer', description: 'Of a question.', secret: true }),
  }),
  output: z.object({
    result: field(z.string().nullable(), {
      title: 'Result',
      description: 'SUCCESS, CHALLENGE when a code was sent, WAITING for the device.',
    }),
    expiresAt: maybeText,
    transaction: field(z.string().nullable(), {
      title: 'Transaction',
      description: 'Path to ask how a push went, with the custom API read.',
    }),
  }),
  async run({ passCode, answer, ...input }, { http }) {
    const body = {
      ...(passCode === undefined ? {} : { passCode }),
      ...(answer === undefined ? {} : { answer }),
    }
    const said = object(await http.post(below(factorAt(input), path`/verify`), body))
    const poll = text(object(object(said['_links'])['poll'])['href'])
    return {
      result: text(said['factorResult']),
      expiresAt: text(said['expiresAt']),
      transaction: poll === null ? null : (URL.parse(poll)?.pathname ?? null),
    }
  },
  readState: readFactor,
})
