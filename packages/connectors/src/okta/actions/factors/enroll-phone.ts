import { below, defineAction, field, path, z } from '@keyway/sdk'
import type { Http } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { enrollmentsOf, readEnrollments } from '../../enrollments.ts'
import { asList, authenticator, userId } from '../../fields.ts'
import { enrollmentRecord, toEnrollment } from '../../records/factors.ts'

export const enrollPhone = defineAction({
  id: 'okta.enroll_phone',
  title: 'Enroll phone',
  description:
    'Gives a user a phone as an authenticator, active without a code. That number already there counts as done. Needs ' +
    'Identity Engine.',
  effect: 'write',
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    authenticator,
    phoneNumber: field(requiredText(), { title: 'Phone number', placeholder: '+14155550100' }),
  }),
  output: enrollmentRecord,
  async run({ user, authenticator: id, phoneNumber }, { http }) {
    const known = await findPhone(http, user, phoneNumber)
    if (known !== undefined) return known
    const body = { authenticatorId: id, profile: { phoneNumber } }
    return toEnrollment(await http.post(below(enrollmentsOf(user), path`/phone`), body))
  },
  lookUp: (input, { http }) => findPhone(http, input.user, input.phoneNumber),
  readState: readEnrollments,
  inverse: {
    action: 'okta.remove_authenticator_enrollment',
    input: ({ input, before, output }) =>
      before.enrollments.some((each) => each.endsWith(` ${output.id}`))
        ? undefined
        : { user: input.user, enrollment: output.id },
  },
})

async function findPhone(http: Http, user: string, phoneNumber: string) {
  // Okta tells numbers only in part unless it is asked.
  const found = asList(await http.get(enrollmentsOf(user), { discloseIdentifiers: 'phone' })).map(
    toEnrollment,
  )
  return found.find(({ profile }) => profile['phoneNumber'] === phoneNumber)
}
