import type { Random } from '../faults/random.ts'
import { insertGroup } from '../org/groups.ts'
import { idFromName } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import type { User, UserStatus } from '../org/user.ts'
import { putUser } from '../org/users.ts'
import { domain } from './company.ts'

const dayMs = 24 * 60 * 60 * 1000

const firstNames = [
  'Ada',
  'Bo',
  'Chen',
  'Dina',
  'Emil',
  'Fatima',
  'Goran',
  'Hana',
  'Ines',
  'Jun',
  'Kofi',
  'Lea',
]
const lastNames = [
  'Abe',
  'Berg',
  'Costa',
  'Diaz',
  'Evans',
  'Fox',
  'Gill',
  'Hart',
  'Ito',
  'Jain',
  'Kaur',
  'Lund',
]
const departments = [
  'Engineering',
  'Finance',
  'Sales',
  'Support',
  'Operations',
  'Legal',
  'Marketing',
  'People',
]
const cities = ['Lyon', 'Austin', 'Osaka', 'Leeds', 'Porto', 'Pune']

// Of a hundred users of a real org, about so many are in these states.
const statuses: readonly { status: UserStatus; percent: number }[] = [
  { status: 'ACTIVE', percent: 90 },
  { status: 'PROVISIONED', percent: 3 },
  { status: 'SUSPENDED', percent: 2 },
  { status: 'LOCKED_OUT', percent: 1 },
  { status: 'PASSWORD_EXPIRED', percent: 1 },
  { status: 'STAGED', percent: 1 },
  { status: 'DEPROVISIONED', percent: 2 },
]

/**
 * Adds users in numbers, with a group for each department. Ids and attributes follow from the index and the random
 * numbers alone, so that the same seed makes the same org.
 */
export function seedCrowd(org: OrgState, { users, random }: { users: number; random: Random }): void {
  const members = new Map(departments.map((department) => [department, new Set<string>()]))
  for (let index = 0; index < users; index += 1) {
    const user = makeUser(org, { index, random })
    putUser(org, user)
    members.get(String(user.profile['department']))?.add(user.id)
  }
  for (const [department, memberIds] of members) {
    const name = `dept-${department.toLowerCase()}`
    const profile = { name, description: `Everyone in ${department}` }
    const group = insertGroup(org, { id: idFromName('00g', name), profile })
    org.groups.set(group.id, { ...group, memberIds })
  }
}

function makeUser(org: OrgState, { index, random }: { index: number; random: Random }): User {
  const firstName = pick(firstNames, random)
  const lastName = pick(lastNames, random)
  const login = `${firstName}.${lastName}.${index}@${domain}`.toLowerCase()
  const status = pickStatus(random)
  const ageDays = 1 + Math.floor(random() * 2000)
  const isStaged = status === 'STAGED'
  const hasPassword = !['STAGED', 'PROVISIONED', 'DEPROVISIONED'].includes(status)
  const created = new Date(org.clock().getTime() - ageDays * dayMs).toISOString()
  const lastLogin = new Date(org.clock().getTime() - random() * Math.min(ageDays, 60) * dayMs).toISOString()
  return {
    sequence: org.nextSequence(),
    id: idFromName('00u', login),
    status,
    created,
    activated: isStaged ? null : created,
    statusChanged: isStaged ? null : created,
    lastLogin: hasPassword ? lastLogin : null,
    lastUpdated: created,
    passwordChanged: hasPassword ? created : null,
    typeId: org.userTypeId,
    profile: {
      login,
      email: login,
      firstName,
      lastName,
      department: pick(departments, random),
      city: pick(cities, random),
      employeeNumber: String(10_000 + index),
    },
    hasPassword,
    recoveryQuestion: null,
  }
}

function pick(values: readonly string[], random: Random): string {
  return values[Math.floor(random() * values.length)] ?? ''
}

function pickStatus(random: Random): UserStatus {
  let rest = random() * 100
  for (const { status, percent } of statuses) {
    rest -= percent
    if (rest < 0) return status
  }
  return 'ACTIVE'
}
