import { timedCode } from '../org/factors.ts'
import type { Call, CallTable, Saved } from './call-table.ts'

const factors = '/api/v1/users/{bo.id}/factors'
const withCode = ({ totp }: Saved) => ({
  passCode: timedCode(Object(totp)._embedded.activation.sharedSecret, Date.now()),
})
const email = { factorType: 'email', provider: 'OKTA', profile: { email: 'bo@acme.test' } }
const enrolments = '/api/v1/users/{bo.id}/authenticator-enrollments'

const others: readonly Call[] = [
  [`pushed = POST ${factors}`, 200, { factorType: 'push', provider: 'OKTA' }],
  [`POST ${factors}/{pushed.id}/lifecycle/activate`, 200],
  [
    `POST ${factors}?activate=true`,
    200,
    { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: '+14155550101' } },
  ],
  [
    `POST ${factors}`,
    200,
    {
      factorType: 'question',
      provider: 'OKTA',
      profile: { question: 'disliked_food', answer: 'mayonnaise' },
    },
  ],
  [`POST ${factors}`, 200, { factorType: 'webauthn', provider: 'FIDO' }],
]

export const factorCalls: CallTable = {
  area: 'factors and authenticator enrollments',
  calls: [
    [`GET ${factors}/catalog`, 200],
    [`GET ${factors}/questions`, 200],
    [`totp = POST ${factors}`, 200, { factorType: 'token:software:totp', provider: 'GOOGLE' }],
    [`POST ${factors}/{totp.id}/lifecycle/activate`, 403, { passCode: 'abcdef' }],
    [`POST ${factors}/{totp.id}/lifecycle/activate`, 200, withCode],
    [`POST ${factors}/{totp.id}/verify`, 200, withCode],
    [`POST ${factors}?activate=true`, 200, email],
    [`POST ${factors}?activate=true`, 400, email],
    [
      `sms = POST ${factors}`,
      200,
      { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+14155550100' } },
    ],
    [
      `POST ${factors}/{sms.id}/resend`,
      200,
      { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+14155550100' } },
    ],
    ...others,
    [`all = GET ${factors}`, 200],
    [`GET ${factors}/{totp.id}`, 200],
    [`push = POST ${factors}/{pushed.id}/verify`, 201],
    [`GET ${factors}/{pushed.id}/transactions/{push.id}`, 200],
    [`DELETE ${factors}/{totp.id}`, 204],
    [`GET ${enrolments}`, 200],
    ['POST /api/v1/users/{bo.id}/lifecycle/reset_factors', 200],
    [
      `enrolled = POST ${enrolments}/phone`,
      200,
      { authenticatorId: '{phone.id}', profile: { phoneNumber: '+14155550100' } },
    ],
    [`GET ${enrolments}/{enrolled.id}`, 200],
    [`DELETE ${enrolments}/{enrolled.id}`, 204],
    [
      `POST ${enrolments}/tac`,
      200,
      { authenticatorId: '{phone.id}', profile: { multiUse: false, ttl: '30' } },
    ],
  ],
}
