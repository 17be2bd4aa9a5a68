import { systemCause } from '../org/cause.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { record } from '../org/system-log.ts'
import type { User } from '../org/user.ts'
import { toUserParty } from '../org/user.ts'
import { devices } from './device-kinds.ts'
import type { Resource } from './resource-kind.ts'
import { insertResource } from './resources.ts'

/** Registers a device for a user, as the enrolment of Okta Verify on it does. */
export function enrolDevice(org: OrgState, user: User, profile: JsonObject): Resource {
  const body = {
    profile: {
      displayName: 'Device',
      platform: 'MACOS',
      registered: true,
      secureHardwarePresent: true,
      ...profile,
    },
    users: [{ id: user.id, managementStatus: 'NOT_MANAGED' }],
  }
  const device = insertResource(org, { kind: devices }, { body })
  const displayName = String(body.profile.displayName)
  const target = [
    { id: device.id, type: 'UDDevice', alternateId: 'unknown', displayName, detailEntry: null },
    toUserParty(user),
  ]
  for (const eventType of ['device.enrollment.create', 'device.user.add']) {
    record(org, systemCause(org), { eventType, target })
  }
  return device
}
