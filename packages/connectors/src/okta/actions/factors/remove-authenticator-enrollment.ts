import { defineAction, field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { deleteWithin, findAt } from '../../client.ts'
import { enrollmentsOf } from '../../enrollments.ts'
import { statusCode, userId } from '../../fields.ts'
import { toEnrollment } from '../../records/factors.ts'

export const removeAuthenticatorEnrollment = defineAction({
  id: 'okta.remove_authenticator_enrollment',
  title: 'Remove authenticator enrollment',
  description:
    'Takes an authenticator from a user, who must set it up anew. One that is gone is no error. Needs Identity Engine.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({
    user: userId,
    enrollment: field(requiredText(), { title: 'Enrollment', description: 'Id.' }),
  }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/users/${input.user}/authenticator-enrollments/${input.enrollment}`,
      within: enrollmentsOf(input.user),
    })
    return { statusCode: status }
  },
  async readState(input, { http }) {
    const { user, enrollment } = input
    const found = await findAt(http, path`/api/v1/users/${user}/authenticator-enrollments/${enrollment}`)
    if (found === undefined) return null
    const { key, type, status } = toEnrollment(found)
    return { key, type, status }
  },
})
