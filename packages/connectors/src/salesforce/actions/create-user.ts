import { RemoteError, anyObject, defineAction, field, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { requiredText, textOf } from '../../input.ts'
import { query, quote, toId, userPath } from '../client.ts'

export const createUser = defineAction({
  id: 'salesforce.create_user',
  title: 'Create user',
  description:
    'Creates a user. An alias, which Salesforce needs, is made of the name where the fields have none.',
  effect: 'write',
  scopes: ['api'],
  standsFor: ['okta-workflows:salesforce2_29.createUser'],
  input: z.object({
    profile: field(requiredText(), { title: 'Profile name', placeholder: 'Standard User' }),
    fields: field(anyObject, {
      title: 'Fields',
      description: 'By the names of the API: LastName, Username, Email, TimeZoneSidKey, LocaleSidKey, …',
    }),
  }),
  output: z.object({ id: z.string() }),
  async run({ profile, fields }, context) {
    const [found] = await query(context, `SELECT Id FROM Profile WHERE Name = ${quote(profile)} LIMIT 1`)
    if (found === undefined) {
      throw new RemoteError(`Salesforce has no profile "${profile}"; enter the name of one that it has.`, {
        code: 'salesforce_profile_unknown',
        statusCode: 404,
      })
    }
    const given = Object.entries(fields).filter(([, value]) => value !== null && value !== '')
    const body = { Alias: toAlias(fields), ...Object.fromEntries(given), ProfileId: textOf(found['Id']) }
    return { id: toId(await context.http.post(userPath(context), body)) }
  },
  async lookUp({ fields }, context) {
    // User names are unique among all orgs. One that was taken before by someone else is no success of ours.
    const [found] = await query(
      context,
      `SELECT Id, Email, LastName FROM User WHERE Username = ${quote(textOf(fields['Username']))} LIMIT 1`,
    )
    const isOurs = found?.['Email'] === fields['Email'] && found?.['LastName'] === fields['LastName']
    return found !== undefined && isOurs ? { id: textOf(found['Id']) } : undefined
  },
})

/** Eight characters at most. */
function toAlias({ FirstName, LastName }: Readonly<Record<string, Json>>): string {
  return `${textOf(FirstName).slice(0, 1)}${textOf(LastName)}`.toLowerCase().replaceAll(/\s/g, '').slice(0, 8)
}
