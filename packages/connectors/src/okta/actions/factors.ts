import type { Action } from '@keyway/sdk'
import { activateFactor } from './factors/activate-factor.ts'
import { createTemporaryAccessCode } from './factors/create-temporary-access-code.ts'
import { enrollFactor } from './factors/enroll-factor.ts'
import { enrollGoogleAuthenticator } from './factors/enroll-google-authenticator.ts'
import { enrollOktaEmail } from './factors/enroll-okta-email.ts'
import { enrollPhone } from './factors/enroll-phone.ts'
import { listAuthenticatorEnrollments } from './factors/list-authenticator-enrollments.ts'
import { listSupportedFactors } from './factors/list-supported-factors.ts'
import { listUserFactors } from './factors/list-user-factors.ts'
import { removeAuthenticatorEnrollment } from './factors/remove-authenticator-enrollment.ts'
import { removeFactor } from './factors/remove-factor.ts'
import { resendFactorCode } from './factors/resend-factor-code.ts'
import { resetFactors } from './factors/reset-factors.ts'
import { verifyFactor } from './factors/verify-factor.ts'

export const factorActions: readonly Action[] = [
  activateFactor,
  createTemporaryAccessCode,
  enrollFactor,
  enrollGoogleAuthenticator,
  enrollOktaEmail,
  enrollPhone,
  listAuthenticatorEnrollments,
  listSupportedFactors,
  listUserFactors,
  removeAuthenticatorEnrollment,
  removeFactor,
  resendFactorCode,
  resetFactors,
  verifyFactor,
]
