import type { Group } from '../org/groups.ts'
import type { OrgState } from '../org/org-state.ts'

export function toGroupJson(org: OrgState, group: Group): Record<string, unknown> {
  const { sequence: _sequence, memberIds: _memberIds, ...facts } = group
  const self = `${org.baseUrl}/api/v1/groups/${group.id}`
  return {
    ...facts,
    objectClass: ['okta:user_group'],
    _links: { users: { href: `${self}/users` }, apps: { href: `${self}/apps` } },
  }
}
