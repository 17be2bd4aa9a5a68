import type { Rows } from '../row.ts'
import { newUser } from '../world.ts'

export const otherRows: Rows = {
  'okta.search_system_log': {
    effect: 'read',
    async given(org) {
      const id = newUser(org)
      await org.call('POST', `/api/v1/users/${id}/lifecycle/suspend`)
      return {
        filter: `eventType eq "user.lifecycle.suspend" and target.id eq "${id}"`,
        since: new Date(Date.now() - 3_600_000).toISOString(),
        until: new Date(Date.now() + 3_600_000).toISOString(),
        limit: 5,
      }
    },
    sends: ['GET /api/v1/logs?since={since}&until={until}&filter={filter}&sortOrder=ASCENDING&limit=6'],
    gives: { events: [{ eventType: 'user.lifecycle.suspend' }], event: { uuid: '*' }, hasMore: false },
    missing: { input: { filter: 'target.id eq "none"' }, gives: { events: [], event: null } },
  },
  'okta.custom_api_read': {
    effect: 'read',
    given: () => ({ path: '/api/v1/groups?limit=2', query: { filter: 'type eq "BUILT_IN"' } }),
    sends: ['GET {path}&filter=type eq "BUILT_IN"'],
    gives: { statusCode: 200, body: [{ id: '*', type: 'BUILT_IN' }] },
    missing: { input: { path: '/api/v1/users/00unone' } },
    free: 'its scopes follow from the path',
  },
  'okta.custom_api_action': {
    effect: 'write',
    given: (org) => ({
      method: 'POST',
      path: `/api/v1/users/${newUser(org)}`,
      body: { profile: { title: 'Lead' } },
    }),
    sends: ['POST {path} {"profile":{"title":"Lead"}}'],
    gives: { statusCode: 200, body: { id: '*', profile: { title: 'Lead' } } },
    missing: { input: { path: '/api/v1/users/00unone' } },
    noState: 'what it changes, and whether that holds secrets, only its author knows',
    inDoubt: 'What it did, and whether it may be repeated, only its author knows.',
    free: 'its scopes follow from the path',
  },
}
