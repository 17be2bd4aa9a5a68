import type { Rows } from '../row.ts'
import { newAssignment, newGroup, newMember, newName, newUser } from '../world.ts'

const noGroup = { input: { group: '00gnone' } }

export const groupRows: Rows = {
  'okta.add_user_to_group': {
    effect: 'idempotent',
    given: (org) => ({ group: newGroup(org), user: newUser(org) }),
    sends: ['PUT /api/v1/groups/{group}/users/{user}'],
    gives: { statusCode: 204 },
    missing: noGroup,
  },
  'okta.remove_user_from_group': {
    effect: 'idempotent',
    given: newMember,
    sends: ['DELETE /api/v1/groups/{group}/users/{user}'],
    gives: { statusCode: 204 },
    missing: noGroup,
  },
  'okta.read_group': {
    effect: 'read',
    given: (org) => ({ group: newGroup(org) }),
    sends: ['GET /api/v1/groups/{group}'],
    gives: { id: '{group}', type: 'OKTA_GROUP', description: 'For a row' },
    missing: noGroup,
  },
  'okta.search_groups': {
    effect: 'read',
    given({ sim }) {
      const name = newName('Wanted')
      sim.org.createGroup({ name })
      return { match: { 'profile.name': name, type: 'OKTA_GROUP' }, limit: 5 }
    },
    sends: ['GET /api/v1/groups?search=profile.name eq "*" and type eq "OKTA_GROUP"&limit=6'],
    gives: { groups: [{ type: 'OKTA_GROUP' }], group: { id: '*' }, hasMore: false },
    missing: { input: { match: { 'profile.name': 'none' } }, gives: { groups: [], group: null } },
  },
  'okta.create_group': {
    effect: 'write',
    given: () => ({ name: newName('New'), description: 'For a row' }),
    sends: ['POST /api/v1/groups {"profile":{"name":"{name}","description":"{description}"}}'],
    gives: { id: '*', name: '{name}', description: 'For a row' },
    missing: { never: 'it stands alone' },
    again: { fails: 'okta_E0000001' },
  },
  'okta.update_group': {
    effect: 'idempotent',
    given: (org) => ({ group: newGroup(org), name: newName('Renamed'), description: 'Changed' }),
    sends: ['PUT /api/v1/groups/{group} {"profile":{"name":"{name}","description":"{description}"}}'],
    gives: { id: '{group}', name: '{name}', description: 'Changed' },
    missing: noGroup,
  },
  'okta.delete_group': {
    effect: 'destructive',
    given: (org) => ({ group: newGroup(org) }),
    sends: ['GET /api/v1/groups/{group}/users?limit=1', 'DELETE /api/v1/groups/{group}'],
    gives: { statusCode: 204 },
    missing: { ...noGroup, gives: { statusCode: 404 } },
    again: { gives: { statusCode: 404 } },
  },
  'okta.list_group_members': {
    effect: 'read',
    given: (org) => ({ group: newMember(org).group }),
    sends: ['GET /api/v1/groups/{group}/users?limit=200'],
    gives: { users: [{ id: '*', status: 'ACTIVE' }], hasMore: false },
    missing: noGroup,
  },
  'okta.list_group_applications': {
    effect: 'read',
    async given(org) {
      const group = newGroup(org)
      const { application } = newAssignment(org)
      await org.call('PUT', `/api/v1/apps/${application}/groups/${group}`, {})
      return { group }
    },
    sends: ['GET /api/v1/groups/{group}/apps?limit=200'],
    gives: { applications: [{ id: '*', label: '*' }], hasMore: false },
    missing: noGroup,
  },
  'okta.list_group_owners': {
    effect: 'read',
    async given(org) {
      const [group, owner] = [newGroup(org), newUser(org)]
      await org.call('POST', `/api/v1/groups/${group}/owners`, { id: owner, type: 'USER' })
      return { group }
    },
    sends: ['GET /api/v1/groups/{group}/owners?limit=200'],
    gives: { owners: [{ id: '*', type: 'USER' }], hasMore: false },
    missing: noGroup,
  },
  'okta.add_group_owner': {
    effect: 'write',
    given: (org) => ({ group: newGroup(org), owner: newUser(org) }),
    sends: [
      'GET /api/v1/groups/{group}/owners?limit=200',
      'POST /api/v1/groups/{group}/owners {"id":"{owner}","type":"USER"}',
    ],
    gives: { id: '{owner}', type: 'USER' },
    missing: noGroup,
  },
  'okta.remove_group_owner': {
    effect: 'idempotent',
    async given(org) {
      const [group, owner] = [newGroup(org), newUser(org)]
      await org.call('POST', `/api/v1/groups/${group}/owners`, { id: owner, type: 'USER' })
      return { group, owner }
    },
    sends: ['DELETE /api/v1/groups/{group}/owners/{owner}'],
    gives: { statusCode: 204 },
    missing: noGroup,
    again: { gives: { statusCode: 404 } },
  },
}
