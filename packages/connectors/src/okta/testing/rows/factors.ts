import { timedCode } from '@keyway/okta-sim/testing'
import { isJsonObject } from '@keyway/sdk'
import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newFactor, newUser } from '../world.ts'

const nobody = { input: { user: '00unone' } }

const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+14155550100' } }

async function newSms(org: TestOrg): Promise<{ user: string; factor: string }> {
  const user = newUser(org)
  return { user, factor: await make(org, `/api/v1/users/${user}/factors`, sms) }
}

async function newPendingTotp(org: TestOrg): Promise<{ user: string; factor: string; passCode: string }> {
  const user = newUser(org)
  const totp = { factorType: 'token:software:totp', provider: 'GOOGLE' }
  const enrolled = await org.call('POST', `/api/v1/users/${user}/factors`, totp)
  const secret = Object(enrolled['_embedded']).activation.sharedSecret
  return { user, factor: Object(enrolled).id, passCode: timedCode(secret, Date.now()) }
}

/** The id of an authenticator of the org, by its key. */
async function authenticatorOf(org: TestOrg, key: string): Promise<string> {
  const list: unknown = await org.call('GET', '/api/v1/authenticators')
  const found = Array.isArray(list) ? list.find((each) => Object(each).key === key) : undefined
  return isJsonObject(found) && typeof found['id'] === 'string'
    ? found['id']
    : make(org, '/api/v1/authenticators', { key, name: key, type: 'tac', provider: { type: 'TAC' } })
}

export const factorRows: Rows = {
  'okta.list_user_factors': {
    effect: 'read',
    given: async (org) => ({ user: (await newFactor(org)).user }),
    sends: ['GET /api/v1/users/{user}/factors'],
    gives: { factors: [{ id: '*', factorType: 'email', provider: 'OKTA', status: 'ACTIVE' }] },
    missing: nobody,
  },
  'okta.list_supported_factors': {
    effect: 'read',
    given: (org) => ({ user: newUser(org) }),
    sends: ['GET /api/v1/users/{user}/factors/catalog'],
    gives: { factors: '*' },
    missing: nobody,
  },
  'okta.enroll_google_authenticator': {
    effect: 'write',
    given: (org) => ({ user: newUser(org) }),
    sends: ['POST /api/v1/users/{user}/factors {"factorType":"token:software:totp","provider":"GOOGLE"}'],
    gives: {
      id: '*',
      factorType: 'token:software:totp',
      provider: 'GOOGLE',
      status: 'PENDING_ACTIVATION',
      sharedSecret: '*',
      qrCode: '*',
    },
    missing: nobody,
    inDoubt: 'Only the answer that was lost has the secret.',
  },
  'okta.enroll_okta_email': {
    effect: 'write',
    given: (org) => ({ user: newUser(org), email: 'lin@acme.test' }),
    sends: [
      'POST /api/v1/users/{user}/factors?activate=true {"factorType":"email","provider":"OKTA","profile":{"email":"{email}"}}',
    ],
    gives: { id: '*', factorType: 'email', status: 'ACTIVE', profile: { email: '{email}' } },
    missing: nobody,
  },
  'okta.enroll_factor': {
    effect: 'write',
    given: (org) => ({ user: newUser(org), factorType: 'sms', profile: { phoneNumber: '+14155550100' } }),
    sends: [
      'POST /api/v1/users/{user}/factors?activate=false {"factorType":"sms","provider":"OKTA","profile":{profile}}',
    ],
    gives: { id: '*', factorType: 'sms', status: 'PENDING_ACTIVATION', qrCode: null },
    missing: nobody,
    inDoubt: 'Each call sends another code, or makes another secret.',
  },
  'okta.activate_factor': {
    effect: 'write',
    given: newPendingTotp,
    sends: [
      'GET /api/v1/users/{user}/factors/{factor}',
      'POST /api/v1/users/{user}/factors/{factor}/lifecycle/activate {"passCode":"{passCode}"}',
    ],
    gives: { id: '{factor}', status: 'ACTIVE' },
    missing: nobody,
  },
  'okta.remove_factor': {
    effect: 'idempotent',
    given: newFactor,
    sends: ['DELETE /api/v1/users/{user}/factors/{factor}?removeRecoveryEnrollment=false'],
    gives: { statusCode: 204 },
    missing: nobody,
    again: { gives: { statusCode: 404 } },
  },
  'okta.reset_factors': {
    effect: 'idempotent',
    given: async (org) => ({ user: (await newFactor(org)).user }),
    sends: ['POST /api/v1/users/{user}/lifecycle/reset_factors'],
    gives: { statusCode: 200 },
    missing: nobody,
  },
  'okta.verify_factor': {
    effect: 'write',
    async given(org) {
      const input = await newPendingTotp(org)
      const { user, factor, passCode } = input
      await org.call('POST', `/api/v1/users/${user}/factors/${factor}/lifecycle/activate`, { passCode })
      return input
    },
    sends: ['POST /api/v1/users/{user}/factors/{factor}/verify {"passCode":"{passCode}"}'],
    gives: { result: 'SUCCESS' },
    missing: nobody,
    inDoubt: 'Each call sends another code, or asks again.',
  },
  'okta.resend_factor_code': {
    effect: 'write',
    given: newSms,
    sends: [
      'GET /api/v1/users/{user}/factors/{factor}',
      'POST /api/v1/users/{user}/factors/{factor}/resend {"factorType":"sms","provider":"OKTA","profile":{"phoneNumber":"+14155550100"}}',
    ],
    gives: { id: '{factor}', factorType: 'sms' },
    missing: nobody,
    inDoubt: 'Each call sends another code.',
  },
  'okta.list_authenticator_enrollments': {
    effect: 'read',
    given: async (org) => ({ user: (await newFactor(org)).user }),
    sends: ['GET /api/v1/users/{user}/*-enrollments'],
    gives: { enrollments: [{ id: '*', type: 'email', status: 'ACTIVE' }] },
    missing: nobody,
  },
  'okta.create_temporary_access_code': {
    effect: 'write',
    given: async (org) => ({
      user: newUser(org),
      authenticator: await authenticatorOf(org, 'tac'),
      minutes: 60,
    }),
    sends: [
      'POST /api/v1/users/{user}/*-enrollments/tac {"*":"{authenticator}","profile":{"multiUse":false,"ttl":"60"}}',
    ],
    gives: { id: '*', type: 'tac', code: '*' },
    missing: nobody,
    again: { fails: 'okta_E0000001' },
    inDoubt: 'Only the answer that was lost has the code.',
  },
  'okta.enroll_phone': {
    effect: 'write',
    given: async (org) => ({
      user: newUser(org),
      authenticator: await authenticatorOf(org, 'phone_number'),
      phoneNumber: '+14155550100',
    }),
    sends: [
      'GET /api/v1/users/{user}/*-enrollments?discloseIdentifiers=phone',
      'POST /api/v1/users/{user}/*-enrollments/phone {"*":"{authenticator}","profile":{"phoneNumber":"{phoneNumber}"}}',
    ],
    gives: { id: '*', key: 'phone_number', status: 'ACTIVE' },
    missing: nobody,
  },
  'okta.remove_authenticator_enrollment': {
    effect: 'idempotent',
    async given(org) {
      const { user, factor } = await newFactor(org)
      return { user, enrollment: factor }
    },
    sends: ['DELETE /api/v1/users/{user}/*-enrollments/{enrollment}'],
    gives: { statusCode: 204 },
    missing: nobody,
    again: { gives: { statusCode: 404 } },
  },
}
