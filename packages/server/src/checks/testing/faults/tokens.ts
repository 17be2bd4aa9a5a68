import { addObject, daysAgo, type OrgBodies } from '../org-bodies.ts'
import { forget, set, type Fault } from './fault.ts'

export const tokenFaults: readonly Fault[] = [
  { check: 'API-01', object: 't-root', make: (org) => addToken(org, { id: 't-root', userId: 'u-root' }) },
  {
    check: 'API-02',
    object: 't-sync',
    make: (org) =>
      set(org, { kind: 'api_token', id: 't-sync', change: { network: { connection: 'ANYWHERE' } } }),
  },
  { check: 'API-03', object: 't-gone', make: (org) => addToken(org, { id: 't-gone', userId: 'u-nobody' }) },
  {
    check: 'API-04',
    object: 't-sync',
    make(org) {
      set(org, { kind: 'api_token', id: 't-sync', change: { expiresAt: daysAgo(org, -8) } })
      forget(org, 'u-svc-sync', 'user.account.update_profile')
    },
  },
  {
    check: 'API-05',
    object: 't-sync',
    make: (org) => set(org, { kind: 'api_token', id: 't-sync', change: { created: daysAgo(org, 120) } }),
  },
  {
    check: 'API-06',
    object: 'as-1',
    also: { 'PRV-11': 'as-1' },
    make: (org) =>
      set(org, { kind: 'api_service', id: 'as-1', change: { grantedScopes: ['okta.users.manage'] } }),
  },
]

function addToken(org: OrgBodies, about: { id: string; userId: string }): void {
  const body = {
    ...about,
    name: about.id,
    created: daysAgo(org, 5),
    expiresAt: daysAgo(org, -29),
    network: { connection: 'ZONE', include: ['z-office'] },
  }
  addObject(org, { kind: 'api_token', body })
}
