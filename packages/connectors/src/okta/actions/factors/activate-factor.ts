import { below, defineAction, field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { findAt } from '../../client.ts'
import { factorAt, readFactor } from '../../factors.ts'
import { factor, userId } from '../../fields.ts'
import { factorRecord, toFactor } from '../../records/factors.ts'

export const activateFactor = defineAction({
  id: 'okta.activate_factor',
  title: 'Activate factor',
  description:
    'Ends the set-up of a factor with the code that the user sees. One that is active already counts as done. Five wrong ' +
    'codes lock it for five minutes.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    factor,
    passCode: field(requiredText(), { title: 'Pass code', secret: true }),
  }),
  output: factorRecord,
  async run({ passCode, ...input }, { http }) {
    const known = toFactor(await http.get(factorAt(input)))
    if (known.status === 'ACTIVE') return known
    const target = below(factorAt(input), path`/lifecycle/activate`)
    return toFactor(await http.post(target, { passCode }))
  },
  async lookUp(input, { http }) {
    const found = await findAt(http, factorAt(input))
    const known = found === undefined ? undefined : toFactor(found)
    return known?.status === 'ACTIVE' ? known : undefined
  },
  readState: readFactor,
})
