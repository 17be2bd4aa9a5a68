import { anyObject, defineAction, field, z } from '@keyway/sdk'
import { requiredText, textOf, withDefault } from '../../input.ts'
import { query, quote } from '../client.ts'

export const findUser = defineAction({
  id: 'salesforce.find_user',
  title: 'Find user',
  description: 'Finds a user by user name or e-mail address. None found is no error.',
  effect: 'read',
  standsFor: ['okta-workflows:salesforce2_29.searchUsers'],
  input: z.object({
    by: field(withDefault(z.enum(['Username', 'Email']), 'Username'), { title: 'Search by' }),
    keyword: field(requiredText(), { title: 'Keyword', description: 'The whole user name or address.' }),
  }),
  output: z.object({
    user: z
      .object({
        id: z.string(),
        firstName: z.string(),
        lastName: z.string(),
        username: z.string(),
        email: z.string(),
        isActive: z.boolean(),
        isFrozen: z.boolean(),
        raw: anyObject,
      })
      .nullable(),
  }),
  async run({ by, keyword }, context) {
    const fields = 'Id, FirstName, LastName, Username, Email, IsActive'
    const [found] = await query(context, `SELECT ${fields} FROM User WHERE ${by} = ${quote(keyword)} LIMIT 1`)
    if (found === undefined) return { user: null }
    const id = textOf(found['Id'])
    const [login] = await query(context, `SELECT IsFrozen FROM UserLogin WHERE UserId = ${quote(id)} LIMIT 1`)
    return {
      user: {
        id,
        firstName: textOf(found['FirstName']),
        lastName: textOf(found['LastName']),
        username: textOf(found['Username']),
        email: textOf(found['Email']),
        isActive: found['IsActive'] === true,
        isFrozen: login?.['IsFrozen'] === true,
        raw: found,
      },
    }
  },
})
