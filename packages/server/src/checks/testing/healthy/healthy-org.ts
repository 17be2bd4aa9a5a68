import type { JsonObject } from '@keyway/sdk'
import { addObject, daysAgo, type OrgBodies } from '../org-bodies.ts'
import { openAdminConsole, openApp } from './activity.ts'
import { addApps } from './apps.ts'
import { addGroup, addPerson, addRole } from './add-objects.ts'
import { addPolicies } from './policies.ts'
import { addSettings } from './settings.ts'

/** What Keyway itself is in the org: a service app that reads everything and signs with a key. */
export interface Reader {
  publicKey: JsonObject
  scopes: readonly string[]
}

/** The newest event of the log, and older than what is read first: once it is counted, all are. */
export const lastUse = { user: 'u-user4', app: 'a-portal', daysAgo: 0.005 }

/** An org in which no check finds anything: small, and with everything that checks look at. */
export function healthyOrg(now: number, reader: Reader): OrgBodies {
  const org: OrgBodies = { now, objects: [], log: [] }
  const admins = ['root', 'second', 'helper', 'reader', 'auditor']
  const others = [...Array.from({ length: 30 }, (_, index) => `user${index + 1}`), 'svc-sync']
  for (const name of admins) addPerson(org, { name, isAdmin: true })
  for (const name of others) addPerson(org, { name, isAdmin: false })
  const people = [...admins, ...others].map((name) => `u-${name}`)

  addGroup(org, { id: 'g-everyone', name: 'Everyone', type: 'BUILT_IN', members: people })
  addGroup(org, { id: 'g-staff', name: 'Staff', members: people })
  addGroup(org, { id: 'g-wiki', name: 'Wiki users', members: ['u-user1', 'u-user2', 'u-user3'] })
  addObject(org, { kind: 'group_owner', body: { id: 'u-user1', type: 'USER' }, parent: { id: 'g-wiki' } })
  addRule(org, { id: 'r-staff', expression: 'user.department != null', group: 'g-staff' })
  const properties = { team: { type: 'string', permissions: [{ principal: 'SELF', action: 'READ_WRITE' }] } }
  addObject(org, { kind: 'user_schema', body: { definitions: { custom: { properties } } } })

  for (const name of admins) openAdminConsole(org, { user: `u-${name}`, daysAgo: 2 })
  addRole(org, { principal: 'u-root', type: 'SUPER_ADMIN' })
  addRole(org, { principal: 'u-second', type: 'SUPER_ADMIN' })
  addRole(org, { principal: 'u-helper', type: 'HELP_DESK_ADMIN' })
  addRole(org, { principal: 'u-reader', type: 'READ_ONLY_ADMIN' })
  addRole(org, { principal: 'u-auditor', type: 'REPORT_ADMIN' })
  const target = { kind: 'user_role_group', parent: { principal_id: 'u-helper', id: 'ra-u-helper' } }
  addObject(org, { ...target, body: { id: 'g-staff' } })

  addPolicies(org)
  addApps(org, reader)
  addSettings(org)
  openApp(org, lastUse)
  return org
}

export function addRule(
  org: OrgBodies,
  { id, expression, group }: { id: string; expression: string; group: string },
): void {
  const body = {
    id,
    name: `Rule of ${group}`,
    status: 'ACTIVE',
    created: daysAgo(org, 400),
    lastUpdated: daysAgo(org, 100),
    conditions: {
      expression: { value: expression },
      people: { users: { exclude: [] }, groups: { exclude: [] } },
    },
    actions: { assignUserToGroups: { groupIds: [group] } },
  }
  addObject(org, { kind: 'group_rule', body })
}
