import { z } from '@keyway/sdk'
import { enrollmentsOf } from '../../enrollments.ts'
import { userId } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { enrollmentRecord, toEnrollment } from '../../records/factors.ts'

export const listAuthenticatorEnrollments = defineListing({
  id: 'okta.list_authenticator_enrollments',
  title: 'List authenticator enrollments',
  description: 'Lists the authenticators that a user has. Needs Identity Engine.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId }),
  output: z.object({ enrollments: z.array(enrollmentRecord) }),
  list: (input) => ({ path: enrollmentsOf(input.user), ...inOneAnswer }),
  toItem: toEnrollment,
  toOutput: (enrollments) => ({ enrollments }),
})
