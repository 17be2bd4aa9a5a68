import { defineAction, field, z } from '@keyway/sdk'
import type { Http } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { isOktaError } from '../../client.ts'
import { factorsOf, listFactors, readFactors } from '../../factors.ts'
import { userId } from '../../fields.ts'
import { factorRecord, toFactor, type Factor } from '../../records/factors.ts'

export const enrollOktaEmail = defineAction({
  id: 'okta.enroll_okta_email',
  title: 'Enroll Okta e-mail',
  description:
    'Sets up e-mail as a factor of a user, active at once or after the code in a mail was given. One for that address ' +
    'that is active already counts as done.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['torq:Enroll Okta email factor'],
  input: z.object({
    user: userId,
    email: field(requiredText(), { title: 'E-mail' }),
    activate: field(withDefault(z.boolean(), true), {
      title: 'Activate',
      description: 'Without it Okta mails a code to activate the factor with.',
    }),
  }),
  output: factorRecord,
  async run({ user, email, activate }, { http }) {
    const body = { factorType: 'email', provider: 'OKTA', profile: { email } }
    try {
      return toFactor(await http.post(factorsOf(user), body, { activate }))
    } catch (error) {
      const found = isOktaError(error, 'E0000001') ? await findEmail(http, { user, email }) : undefined
      if (found?.status === 'ACTIVE') return found
      throw error
    }
  },
  async lookUp(input, { http }) {
    const found = await findEmail(http, input)
    // A code that was mailed cannot be told from an older one, but the factor it belongs to is there.
    return found?.status === 'ACTIVE' || !input.activate ? found : undefined
  },
  readState: readFactors,
  inverse: {
    action: 'okta.remove_factor',
    input: ({ input, before, output }) =>
      before.factors.some((each) => each.startsWith('email OKTA'))
        ? undefined
        : { user: input.user, factor: output.id },
  },
})

async function findEmail(
  http: Http,
  { user, email }: { user: string; email: string },
): Promise<Factor | undefined> {
  const factors = await listFactors(http, user)
  return factors.find((each) => each.factorType === 'email' && each.profile['email'] === email)
}
