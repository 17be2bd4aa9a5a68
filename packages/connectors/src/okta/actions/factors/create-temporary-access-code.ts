import { below, defineAction, field, path, z } from '@keyway/sdk'
import { optional, withDefault } from '../../../input.ts'
import { enrollmentsOf, readEnrollments } from '../../enrollments.ts'
import { authenticator, userId } from '../../fields.ts'
import { object, text } from '../../records/answer.ts'
import { enrollmentRecord, toEnrollment } from '../../records/factors.ts'

export const createTemporaryAccessCode = defineAction({
  id: 'okta.create_temporary_access_code',
  title: 'Make temporary access code',
  description:
    'Makes a code that a user signs in with for a while, to set up another authenticator. Each call makes a new one; ' +
    'only its answer has it. Needs Identity Engine.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    authenticator,
    minutes: field(optional(z.int().min(10).max(14_400)), {
      title: 'Minutes',
      description: 'How long it is good for; what the authenticator says by default.',
    }),
    multiUse: field(withDefault(z.boolean(), false), { title: 'Good for several sign-ins' }),
  }),
  output: enrollmentRecord.extend({
    code: field(z.string().nullable(), { title: 'Code', secret: true }),
    expiresAt: z.string().nullable(),
  }),
  async run({ user, authenticator: id, minutes, multiUse }, { http }) {
    const body = {
      authenticatorId: id,
      profile: { multiUse, ...(minutes === undefined ? {} : { ttl: String(minutes) }) },
    }
    const answer = await http.post(below(enrollmentsOf(user), path`/tac`), body)
    const profile = object(object(answer)['profile'])
    return { ...toEnrollment(answer), code: text(profile['tac']), expiresAt: text(profile['expiresAt']) }
  },
  readState: readEnrollments,
  inverse: {
    action: 'okta.remove_authenticator_enrollment',
    input: ({ input, output }) => ({ user: input.user, enrollment: output.id }),
  },
})
