import { insertAppUser } from '../org/app-users.ts'
import { insertApp } from '../org/apps.ts'
import { insertGroup } from '../org/groups.ts'
import { idFromName } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import { insertRole } from '../org/roles.ts'
import type { User } from '../org/user.ts'
import { putUser } from '../org/users.ts'
import type { AppPlan, Person } from './company.ts'
import { admins, apps, domain, groups, people } from './company.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Fills the org with a small company: 25 people with departments and managers, 6 groups, 4 apps, 2 admins.
 * Ids and attributes are the same each time and dates count back from the org's clock. It writes no System Log
 * events, so that nobody who polls takes the seeding for 25 hires.
 */
export function seedOrg(org: OrgState): void {
  const users = new Map(people.map((person) => [person, insertPerson(org, person)]))
  for (const plan of groups) {
    const { name, description } = plan
    const group = insertGroup(org, { id: idFromName('00g', name), profile: { name, description } })
    const members = people
      .filter((person) => plan.has(person))
      .flatMap((person) => users.get(person)?.id ?? [])
    org.groups.set(group.id, { ...group, memberIds: new Set(members) })
  }
  for (const plan of apps) {
    const { id } = insertApp(org, { ...plan, id: idFromName('0oa', plan.label) })
    for (const [person, user] of users) {
      const canUse = user.status === 'ACTIVE' || user.status === 'LOCKED_OUT'
      if (canUse && isInApp(plan, person)) insertAppUser(org, { appId: id, userId: user.id })
    }
  }
  for (const [person, user] of users) {
    const role = Object.entries(admins).find(([name]) => name === nameOf(person))?.[1]
    if (role) insertRole(org, { kind: 'USER', id: user.id }, { type: role })
  }
}

function insertPerson(org: OrgState, person: Person): User {
  const login = `${nameOf(person)}@${domain}`
  const nowMs = org.clock().getTime()
  const daysAgo = (days: number) => new Date(nowMs - days * dayMs).toISOString()
  const { firstName, lastName, title, department, manager, sinceDays } = person
  const status = person.status ?? 'ACTIVE'
  const isStaged = status === 'STAGED'
  const hasPassword = !isStaged && status !== 'DEPROVISIONED'
  const isChanged = status !== 'ACTIVE' && !isStaged
  const user: User = {
    sequence: org.nextSequence(),
    id: idFromName('00u', login),
    status,
    created: daysAgo(sinceDays),
    activated: isStaged ? null : daysAgo(sinceDays),
    statusChanged: isStaged ? null : daysAgo(isChanged ? 1 : sinceDays),
    lastLogin: hasPassword ? daysAgo(isChanged ? 2 : 0.25) : null,
    lastUpdated: daysAgo(isChanged ? 1 : Math.min(sinceDays, 30)),
    passwordChanged: hasPassword ? daysAgo(Math.min(sinceDays, 75)) : null,
    typeId: org.userTypeId,
    profile: {
      login,
      email: login,
      firstName,
      lastName,
      displayName: `${firstName} ${lastName}`,
      title,
      department,
      organization: 'Acme',
      employeeNumber: String(1000 + people.indexOf(person)),
      ...(manager
        ? { manager: `${manager}@${domain}`, managerId: idFromName('00u', `${manager}@${domain}`) }
        : {}),
    },
    hasPassword,
    recoveryQuestion: null,
  }
  putUser(org, user)
  return user
}

/** `firstname.lastname` in plain letters. */
function nameOf({ firstName, lastName }: Person): string {
  const plain = `${firstName}.${lastName}`.normalize('NFD').replace(/[^A-Za-z.-]/g, '')
  return plain.toLowerCase()
}

function isInApp(plan: AppPlan, person: Person): boolean {
  if (plan.groups === 'everyone') return true
  return groups.some((group) => plan.groups.includes(group.name) && group.has(person))
}
