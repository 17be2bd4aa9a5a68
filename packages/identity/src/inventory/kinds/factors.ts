import { defineKind } from '../kind.ts'
import { objectColumns, text, time } from '../read.ts'

/** States in which a user may have factors. */
const withFactors = ['ACTIVE', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY', 'SUSPENDED', 'PROVISIONED']

/**
 * Factors that users enrolled: one call for each user, the dearest of all walks. Okta shows what the enrolment policy
 * allows; an empty list is no proof of none. Facts section 7.5.
 */
export const factors = defineKind({
  id: 'factor',
  title: 'Factors',
  table: 'okta_factors',
  key: ['id'],
  scope: 'okta.users.read',
  list: { path: '/api/v1/users/{id}/factors', pageSize: null },
  parent: { kind: 'user', by: { user_id: 'id' }, only: { status: withFactors } },
  everyMinutes: 24 * 60,
  keeps: 'row',
  volatile: ['lastUpdated', 'lastVerified'],
  read(body, parent) {
    const id = text(body, 'id')
    if (id === null) return undefined
    const phone = text(body, 'profile', 'phoneNumber')
    return {
      columns: {
        id,
        user_id: String(parent['id']),
        type: text(body, 'factorType') ?? '',
        provider: text(body, 'provider'),
        status: text(body, 'status') ?? '',
        phone: phone === null ? null : phone.replaceAll(/[^\d+]/g, ''),
        name:
          text(body, 'profile', 'name') ??
          text(body, 'profile', 'authenticatorName') ??
          text(body, 'profile', 'credentialId') ??
          text(body, 'profile', 'email'),
        created_at: time(body, 'created'),
        updated_at: time(body, 'lastUpdated'),
      },
    }
  },
  touchedBy: [
    {
      events: ['user.mfa.factor.', 'device.user.', 'device.enrollment.'],
      touch: { what: 'children', target: 'User' },
    },
  ],
})

/** Authenticators of the org: `type` is the key (`okta_verify`, `webauthn`, …). */
export const authenticators = defineKind({
  id: 'authenticator',
  title: 'Authenticators',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.authenticators.read',
  list: { path: '/api/v1/authenticators', pageSize: null },
  one: '/api/v1/authenticators/{id}',
  everyMinutes: 60,
  keeps: 'row',
  read: (body) => ({ columns: objectColumns(body, { type: text(body, 'key') }) }),
  touchedBy: [{ events: ['security.authenticator.', 'system.mfa.'], touch: { what: 'all' } }],
})

/** Methods of authenticators: `parent_id` is the authenticator, `type` the method (`push`, `sms`, …). */
export const authenticatorMethods = defineKind({
  id: 'authenticator_method',
  title: 'Authenticator methods',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.authenticators.read',
  list: { path: '/api/v1/authenticators/{id}/methods', pageSize: null },
  parent: { kind: 'authenticator', by: { parent_id: 'id' } },
  everyMinutes: 60,
  keeps: 'row',
  read(body, parent) {
    const type = text(body, 'type')
    const parent_id = String(parent['id'])
    return type === null
      ? undefined
      : { columns: objectColumns(body, { id: `${parent_id}/${type}`, parent_id, name: type }) }
  },
  touchedBy: [{ events: ['security.authenticator.', 'system.mfa.'], touch: { what: 'all' } }],
})

/** Devices: `type` is the platform. */
export const devices = defineKind({
  id: 'device',
  title: 'Devices',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.devices.read',
  list: { path: '/api/v1/devices', pageSize: 200 },
  one: '/api/v1/devices/{id}',
  everyMinutes: 24 * 60,
  keeps: 'row',
  volatile: ['lastUpdated'],
  read: (body) => ({
    columns: objectColumns(body, {
      name: text(body, 'profile', 'displayName') ?? text(body, 'id') ?? '',
      type: text(body, 'profile', 'platform'),
    }),
  }),
  touchedBy: [{ events: ['device.lifecycle.', 'device.enrollment.'], touch: { what: 'all' } }],
})

/** Who uses a device: `parent_id` is the device, `subject_id` the user, `status` the management state. */
export const deviceUsers = defineKind({
  id: 'device_user',
  title: 'Users of devices',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.devices.read',
  list: { path: '/api/v1/devices/{id}/users', pageSize: null },
  parent: { kind: 'device', by: { parent_id: 'id' } },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read(body, parent) {
    const user = text(body, 'user', 'id')
    const parent_id = String(parent['id'])
    if (user === null) return undefined
    return {
      columns: objectColumns(body, {
        id: `${parent_id}/${user}`,
        parent_id,
        subject_id: user,
        name: text(body, 'user', 'profile', 'login') ?? user,
        status: text(body, 'managementStatus'),
      }),
    }
  },
  touchedBy: [{ events: ['device.user.'], touch: { what: 'all' } }],
})
