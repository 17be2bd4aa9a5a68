import { defineAction, field, z } from '@keyway/sdk'
import { factorsOf, pendingFactor, readFactors } from '../../factors.ts'
import { userId } from '../../fields.ts'
import { activationOf, qrCodeOf, toFactor } from '../../records/factors.ts'
import { text } from '../../records/answer.ts'

export const enrollGoogleAuthenticator = defineAction({
  id: 'okta.enroll_google_authenticator',
  title: 'Enroll Google Authenticator',
  description:
    'Begins to set up Google Authenticator for a user, and gives the secret to put into the app. Activate it then with a ' +
    'code of the app. Each call makes a new secret.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  standsFor: ['torq:Enroll Google Authenticator factor'],
  input: z.object({ user: userId }),
  output: pendingFactor.extend({
    sharedSecret: field(z.string().nullable(), {
      title: 'Shared secret',
      description: 'In base 32. Whoever has it can make codes.',
      secret: true,
    }),
  }),
  async run(input, { http }) {
    const body = { factorType: 'token:software:totp', provider: 'GOOGLE' }
    const answer = await http.post(factorsOf(input.user), body)
    const sharedSecret = text(activationOf(answer)['sharedSecret'])
    return { ...toFactor(answer), qrCode: qrCodeOf(answer), sharedSecret }
  },
  readState: readFactors,
  inverse: {
    action: 'okta.remove_factor',
    input: ({ input, output }) => ({ user: input.user, factor: output.id }),
  },
})
