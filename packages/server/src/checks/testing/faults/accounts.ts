import { signIn } from '../healthy/activity.ts'
import { addAppUser, addMember, addPerson } from '../healthy/add-objects.ts'
import { daysAgo, type OrgBodies } from '../org-bodies.ts'
import { drop, forget, setUser, type Fault } from './fault.ts'

export const accountFaults: readonly Fault[] = [
  { check: 'ACC-01', object: 'u-user11', make: (org) => lastUsed(org, 'u-user11', 65) },
  {
    check: 'ACC-02',
    object: 'u-user12',
    make(org) {
      setUser(org, 'u-user12', { lastLogin: null })
      forget(org, 'u-user12')
    },
  },
  {
    check: 'ACC-03',
    object: 'u-user13',
    make: (org) => setUser(org, 'u-user13', { status: 'PROVISIONED', statusChanged: daysAgo(org, 45) }),
  },
  {
    check: 'ACC-04',
    object: 'u-user14',
    make(org) {
      addAppUser(org, { app: 'a-portal', user: 'u-user14', scope: 'USER' })
      setUser(org, 'u-user14', { status: 'SUSPENDED', statusChanged: daysAgo(org, 45) })
    },
  },
  {
    check: 'ACC-05',
    object: 'a-wiki/u-user27',
    make(org) {
      addAppUser(org, { app: 'a-wiki', user: 'u-user27', scope: 'GROUP' })
      setUser(org, 'u-user27', { status: 'DEPROVISIONED' })
    },
  },
  {
    check: 'ACC-06',
    object: 'u-user15',
    make: (org) => setUser(org, 'u-user15', { profile: { employmentStatus: 'Terminated' } }),
  },
  {
    check: 'ACC-07',
    object: 'org',
    make(org) {
      for (let index = 1; index <= 12; index += 1) {
        const target = [{ id: `u-user${index}`, type: 'User' }]
        org.log.push({ daysAgo: 0.01, event: { eventType: 'user.account.lock', target } })
      }
    },
  },
  {
    check: 'ACC-08',
    object: 'u-user16',
    also: { 'ACC-01': 'u-user16' },
    make(org) {
      lastUsed(org, 'u-user16', 50)
      fail(org, { user: 'u-user16', daysAgo: 1, times: 3 })
    },
  },
  {
    check: 'ACC-09',
    object: 'u-user17',
    make: (org) => fail(org, { user: 'u-user17', daysAgo: 0.5, times: 25, ip: '203.0.113.9' }),
  },
  {
    check: 'ACC-10',
    object: 'u-user18',
    make: (org) => setUser(org, 'u-user18', { profile: { email: 'someone@gmail.com' } }),
  },
  {
    check: 'ACC-11',
    object: 'u-svc-sync',
    make: (org) => signIn(org, { user: 'u-svc-sync', daysAgo: 1, browser: 'CHROME' }),
  },
  {
    check: 'ACC-12',
    object: 'u-info',
    make(org) {
      addPerson(org, { name: 'info', isAdmin: false })
      addMember(org, { group: 'g-staff', user: 'u-info' })
      for (const device of ['one', 'two', 'three']) signIn(org, { user: 'u-info', daysAgo: 1, device })
    },
  },
  {
    check: 'ACC-13',
    object: 'u-user19',
    make(org) {
      const change = { created: daysAgo(org, 100), profile: { employeeNumber: 'e-user20' } }
      setUser(org, 'u-user19', change)
    },
  },
  {
    check: 'ACC-14',
    object: 'u-user21',
    make: (org) => setUser(org, 'u-user21', { profile: { manager: '' } }),
  },
  {
    check: 'ACC-15',
    object: 'u-user22',
    make: (org) =>
      setUser(org, 'u-user22', { profile: { userType: 'contractor', endDate: daysAgo(org, 5) } }),
  },
  {
    check: 'ACC-16',
    object: 'u-user23',
    make: (org) =>
      drop(org, 'group_member', ({ body, parent }) => body['id'] === 'u-user23' && parent === 'g-staff'),
  },
  {
    check: 'ACC-17',
    object: 'org',
    make: (org) => drop(org, 'policy', ({ body }) => body['id'] === 'p-idle'),
  },
  {
    check: 'ACC-18',
    object: 'u-user24',
    make: (org) => setUser(org, 'u-user24', { passwordChanged: daysAgo(org, 500) }),
  },
]

function lastUsed(org: OrgBodies, user: string, days: number): void {
  setUser(org, user, { lastLogin: daysAgo(org, days) })
  forget(org, user)
  signIn(org, { user, daysAgo: days })
}

function fail(
  org: OrgBodies,
  { times, ...about }: { user: string; daysAgo: number; times: number; ip?: string },
): void {
  for (let count = 0; count < times; count += 1) signIn(org, { ...about, result: 'FAILURE' })
}
