import type { CallTable } from './call-table.ts'

const profile = { login: 'ann@acme.test', email: 'ann@acme.test', firstName: 'Ann', lastName: 'Test' }
const staged = { login: 'cy@acme.test', email: 'cy@acme.test', firstName: 'Cy', lastName: 'Test' }
const user = '/api/v1/users/{user.id}'
const lin = '/api/v1/users/{lin.id}'

export const users: CallTable = {
  area: 'users and their lifecycle',
  calls: [
    [
      'user = POST /api/v1/users?activate=true',
      200,
      { profile, credentials: { password: { value: 'correct horse' } } },
    ],
    ['POST /api/v1/users', 400, { profile: {} }],
    ['GET /api/v1/users?limit=5', 200],
    [`GET ${user}`, 200],
    [`POST ${user}`, 200, { profile: { title: 'Lead' } }],
    [`PUT ${user}`, 200, { profile }],
    [`GET ${user}/groups`, 200],
    [`POST ${user}/lifecycle/suspend`, 200],
    [`GET ${user}/blocks`, 200],
    [`POST ${user}/lifecycle/unsuspend`, 200],
    [`POST ${user}/lifecycle/expire_password`, 200],
    [`POST ${user}/lifecycle/expire_password_with_temp_password?revokeSessions=true`, 200],
    [`POST ${user}/lifecycle/reset_password?sendEmail=false`, 200],
    [
      `POST ${user}/credentials/change_password`,
      200,
      { oldPassword: { value: 'correct horse' }, newPassword: { value: 'battery staple' } },
    ],
    [
      `POST ${user}/credentials/change_recovery_question`,
      200,
      { password: { value: 'battery staple' }, recovery_question: { question: 'Pet?', answer: 'Cat' } },
    ],
    [
      `POST ${user}/credentials/forgot_password_recovery_question`,
      200,
      { password: { value: 'new' }, recovery_question: { answer: 'Cat' } },
    ],
    [`POST ${user}/lifecycle/reset_factors`, 200],
    [`GET ${user}/risk`, 200],
    [`PUT ${user}/risk`, 201, { riskLevel: 'HIGH' }],
    [`PUT ${user}/risk`, 200, { riskLevel: 'LOW' }],
    [`GET ${user}/risk`, 200],
    [`GET ${user}/classification`, 200],
    [`PUT ${user}/classification`, 200, { type: 'LITE' }],
    [`DELETE ${user}/sessions?oauthTokens=true`, 204],
    [`POST ${user}/lifecycle/deactivate`, 200],
    [`DELETE ${user}`, 204],
    [`GET ${user}`, 404],
    ['staged = POST /api/v1/users?activate=false', 200, { profile: staged }],
    ['POST /api/v1/users/{staged.id}/lifecycle/activate?sendEmail=false', 200],
    ['POST /api/v1/users/{staged.id}/lifecycle/reactivate?sendEmail=false', 200],
    ['POST /api/v1/users/{locked.id}/lifecycle/unlock', 200],
    ['POST /api/v1/users/{locked.id}/credentials/forgot_password?sendEmail=false', 200],
    [`GET ${lin}/devices`, 200],
    [`GET ${lin}/appLinks`, 200],
    [`GET ${lin}/idps`, 200],
    ['GET /api/v1/sessions/{session.id}', 200],
    ['POST /api/v1/sessions/{session.id}/lifecycle/refresh', 200],
    ['DELETE /api/v1/sessions/{session.id}', 204],
  ],
}

const tokens = '/api/v1/apps/{payroll.id}/tokens'
const client = `${lin}/clients/{payroll.id}`

export const consents: CallTable = {
  area: 'what OAuth clients may do for users',
  calls: [
    [`GET ${lin}/clients`, 200],
    ['grants = GET /api/v1/users/{lin.id}/grants', 200],
    [`GET ${lin}/grants/{grants.0.id}`, 200],
    [`GET ${client}/grants`, 200],
    [`GET ${client}/tokens`, 200],
    [`GET ${client}/tokens/{token.id}`, 200],
    [`GET ${tokens}`, 200],
    [`GET ${tokens}/{token.id}`, 200],
    [`DELETE ${tokens}/{token.id}`, 204],
    [`DELETE ${client}/tokens/{secondToken.id}`, 204],
    [`DELETE ${client}/tokens`, 204],
    [`DELETE ${tokens}`, 204],
    [`DELETE ${lin}/grants/{grants.0.id}`, 204],
    [`DELETE ${client}/grants`, 204],
    [`DELETE ${lin}/grants`, 204],
  ],
}
