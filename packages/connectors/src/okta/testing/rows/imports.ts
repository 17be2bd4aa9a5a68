import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newApp } from '../world.ts'

const noSession = { input: { session: 'none' } }

async function newImport(org: TestOrg): Promise<{ application: string; session: string }> {
  const application = newApp(org)
  return { application, session: await make(org, `/api/v1/identity-sources/${application}/sessions`) }
}

export const importRows: Rows = {
  'okta.create_import_session': {
    effect: 'write',
    given: (org) => ({ application: newApp(org) }),
    sends: ['POST /api/v1/identity-sources/{application}/sessions'],
    gives: { id: '*', identitySourceId: '{application}', status: 'CREATED' },
    missing: { never: 'the simulated org takes any app for an identity source' },
    inDoubt: 'Several may be open at once, and nothing tells which one is ours.',
  },
  'okta.list_import_sessions': {
    effect: 'read',
    given: async (org) => ({ application: (await newImport(org)).application }),
    sends: ['GET /api/v1/identity-sources/{application}/sessions'],
    gives: { sessions: [{ id: '*', status: 'CREATED' }] },
    missing: { input: { application: '0oanone' }, gives: { sessions: [] } },
  },
  'okta.import_users': {
    effect: 'idempotent',
    given: async (org) => ({
      ...(await newImport(org)),
      users: [{ externalId: '7', profile: { userName: 'seven@acme.test', email: 'seven@acme.test' } }],
    }),
    sends: [
      'POST /api/v1/identity-sources/{application}/sessions/{session}/bulk-upsert {"entityType":"USERS","profiles":{users}}',
    ],
    gives: { uploaded: 1 },
    missing: noSession,
  },
  'okta.trigger_import_session': {
    effect: 'write',
    given: newImport,
    sends: ['POST /api/v1/identity-sources/{application}/sessions/{session}/start-import'],
    gives: { id: '{session}', status: 'TRIGGERED' },
    missing: noSession,
    again: { fails: 'okta_E0000001' },
    found: { id: '{session}', status: 'COMPLETED' },
  },
  'okta.delete_import_session': {
    effect: 'idempotent',
    given: newImport,
    sends: ['DELETE /api/v1/identity-sources/{application}/sessions/{session}'],
    gives: { statusCode: 204 },
    missing: { ...noSession, gives: { statusCode: 404 } },
    again: { gives: { statusCode: 404 } },
  },
  'okta.map_source_users': {
    effect: 'read',
    given: () => ({ users: [{ no: 7, email: 'lin@acme.test' }], externalIdKey: 'no' }),
    sends: [],
    gives: { users: [{ externalId: '7', profile: { email: 'lin@acme.test' } }] },
    missing: { never: 'it calls nothing' },
    free: 'it calls nothing',
  },
}
