import { signIn } from '../healthy/activity.ts'
import { addFactor } from '../healthy/add-objects.ts'
import { addObject } from '../org-bodies.ts'
import { drop, dropFactors, set, type Fault } from './fault.ts'

export const mfaFaults: readonly Fault[] = [
  { check: 'MFA-01', object: 'u-user5', make: (org) => dropFactors(org, 'u-user5') },
  {
    check: 'MFA-02',
    object: 'u-user6',
    make(org) {
      dropFactors(org, 'u-user6')
      addFactor(org, { user: 'u-user6', type: 'sms', profile: { phoneNumber: '+15550001' } })
    },
  },
  {
    check: 'MFA-03',
    object: 'u-reader',
    also: { 'MFA-01': 'u-reader' },
    make: (org) => dropFactors(org, 'u-reader'),
  },
  {
    check: 'MFA-04',
    in: 'second',
    object: 'u-root',
    make(org) {
      dropFactors(org, 'u-root')
      addFactor(org, { user: 'u-root', type: 'push', profile: { name: 'a' } })
      addFactor(org, { user: 'u-root', type: 'token:software:totp', profile: { name: 'b' } })
    },
  },
  {
    check: 'MFA-05',
    object: 'u-root',
    make: (org) => addFactor(org, { user: 'u-root', type: 'sms', profile: { phoneNumber: '+15550002' } }),
  },
  {
    check: 'MFA-06',
    in: 'second',
    object: 'u-second',
    make: (org) => drop(org, 'factor', ({ body }) => body['id'] === 'f-u-second-signed_nonce'),
  },
  {
    check: 'MFA-07',
    object: 'u-user8',
    make(org) {
      addFactor(org, {
        user: 'u-user7',
        type: 'sms',
        profile: { phoneNumber: '+1 555 0003' },
        daysAgo: 90,
      })
      addFactor(org, { user: 'u-user8', type: 'sms', profile: { phoneNumber: '+15550003' }, daysAgo: 3 })
    },
  },
  {
    check: 'MFA-08',
    object: 'dev-1',
    make(org) {
      const body = { managementStatus: 'NOT_MANAGED', user: { id: 'u-user2' } }
      addObject(org, { kind: 'device_user', body, parent: { id: 'dev-1' } })
    },
  },
  {
    check: 'MFA-09',
    object: 'u-user9',
    make: (org) =>
      addFactor(org, { user: 'u-user9', type: 'webauthn', status: 'PENDING_ACTIVATION', daysAgo: 40 }),
  },
  {
    check: 'MFA-10',
    object: 'p-enrol',
    make(org) {
      const settings = { authenticators: [{ key: 'phone_number', enroll: { self: 'OPTIONAL' } }] }
      set(org, { kind: 'policy', id: 'p-enrol', change: { settings } })
    },
  },
  {
    check: 'MFA-11',
    object: 'aut-verify',
    make(org) {
      const settings = {
        channelBinding: { required: 'NEVER' },
        userVerification: 'REQUIRED',
        compliance: {},
      }
      set(org, { kind: 'authenticator', id: 'aut-verify', change: { settings } })
    },
  },
  {
    check: 'MFA-12',
    object: 'u-user10',
    make: (org) => signIn(org, { user: 'u-user10', daysAgo: 1, isProven: false }),
  },
]
