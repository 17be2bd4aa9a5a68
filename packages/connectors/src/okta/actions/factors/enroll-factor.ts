import { defineAction, field, z } from '@keyway/sdk'
import { optional, record, requiredText, withDefault } from '../../../input.ts'
import { factorsOf, pendingFactor, readFactors } from '../../factors.ts'
import { factorType, userId } from '../../fields.ts'
import { qrCodeOf, toFactor } from '../../records/factors.ts'

export const enrollFactor = defineAction({
  id: 'okta.enroll_factor',
  title: 'Enroll factor',
  description:
    'Begins to set up a factor of any type for a user: SMS and call send a code at once, push gives a QR code. Each call ' +
    'sends or makes a new one.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    factorType,
    provider: field(withDefault(requiredText(), 'OKTA'), {
      title: 'Provider',
      description: 'OKTA, GOOGLE, FIDO, YUBICO, DUO, RSA, SYMANTEC or CUSTOM.',
    }),
    profile: field(withDefault(record(), {}), {
      title: 'Profile',
      description:
        'What the type asks for: phoneNumber for SMS and call, question and answer for a question.',
      secret: true,
    }),
    activate: field(withDefault(z.boolean(), false), {
      title: 'Activate',
      description: 'At once, without a code; not for every type.',
    }),
    passCode: field(optional(z.string()), {
      title: 'Pass code',
      description: 'Of a hardware token.',
      secret: true,
    }),
  }),
  output: pendingFactor,
  async run({ user, factorType: type, provider, profile, activate, passCode }, { http }) {
    const body = {
      factorType: type,
      provider,
      ...(Object.keys(profile).length === 0 ? {} : { profile }),
      ...(passCode === undefined ? {} : { verify: { passCode } }),
    }
    const answer = await http.post(factorsOf(user), body, { activate })
    return { ...toFactor(answer), qrCode: qrCodeOf(answer) }
  },
  readState: readFactors,
  inverse: {
    action: 'okta.remove_factor',
    input: ({ input, output }) => ({ user: input.user, factor: output.id }),
  },
})
