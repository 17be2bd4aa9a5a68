import { below, defineAction, path, z } from '@keyway/sdk'
import { factorAt, readFactor } from '../../factors.ts'
import { factor, userId } from '../../fields.ts'
import { factorRecord, toFactor } from '../../records/factors.ts'

export const resendFactorCode = defineAction({
  id: 'okta.resend_factor_code',
  title: 'Send factor code again',
  description: 'Sends the code of an SMS, call or e-mail factor again. Okta waits 30 seconds between two.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId, factor }),
  output: factorRecord,
  async run(input, { http }) {
    const { factorType, provider, profile } = toFactor(await http.get(factorAt(input)))
    const body = { factorType, provider, profile }
    return toFactor(await http.post(below(factorAt(input), path`/resend`), body))
  },
  readState: readFactor,
})
