import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import type { TableOrg } from '../start-table.ts'
import { make, newName } from '../world.ts'
import { changing, creating, deleting, listing, moving, reading } from './shapes.ts'

const noHook = { input: { eventHook: 'whonone' } }
const noInlineHook = { input: { inlineHook: 'calnone' } }

/** A new hook in place of those of other rows: an org has 25 at most. */
async function newEventHook(org: TestOrg, uri = 'https://hooks.acme.test/okta'): Promise<string> {
  await removeEventHooks(org)
  return make(org, '/api/v1/eventHooks', {
    name: newName('Hook'),
    events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: { uri, authScheme: { type: 'HEADER', key: 'Authorization', value: 'hush-1' } },
    },
  })
}

async function removeEventHooks(org: TestOrg): Promise<void> {
  const hooks: unknown = await org.call('GET', '/api/v1/eventHooks')
  for (const { id, status } of Array.isArray(hooks) ? hooks : []) {
    if (status === 'ACTIVE') await org.call('POST', `/api/v1/eventHooks/${id}/lifecycle/deactivate`)
    await org.call('DELETE', `/api/v1/eventHooks/${id}`)
  }
}

async function newInactiveHook(org: TestOrg): Promise<{ eventHook: string }> {
  const eventHook = await newEventHook(org)
  await org.call('POST', `/api/v1/eventHooks/${eventHook}/lifecycle/deactivate`)
  return { eventHook }
}

function newInlineHook(org: TestOrg): Promise<string> {
  return make(org, '/api/v1/inlineHooks', {
    name: newName('Inline'),
    type: 'com.okta.oauth2.tokens.transform',
    version: '1.0.0',
    channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'https://hooks.acme.test/claims' } },
  })
}

export const hookRows: Rows = {
  'okta.list_event_hooks': listing({
    async given(org) {
      await newEventHook(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/eventHooks'],
    gives: { hooks: '*', hasMore: false },
  }),
  'okta.read_event_hook': reading({
    given: async (org) => ({ eventHook: await newEventHook(org) }),
    sends: ['GET /api/v1/eventHooks/{eventHook}'],
    gives: { id: '{eventHook}', status: 'ACTIVE', verificationStatus: 'UNVERIFIED' },
    missing: noHook,
  }),
  'okta.create_event_hook': creating({
    async given(org) {
      await removeEventHooks(org)
      return {
        name: newName('New hook'),
        url: 'https://hooks.acme.test/okta',
        eventTypes: ['user.lifecycle.create'],
        secret: 'hush-2',
      }
    },
    sends: [
      'POST /api/v1/eventHooks {"name":"{name}","events":{"type":"EVENT_TYPE","items":{eventTypes}},"channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"{url}","authScheme":{"type":"HEADER","key":"Authorization","value":"{secret}"}}}}',
    ],
    gives: { id: '*', name: '{name}', status: 'ACTIVE' },
    missing: { never: 'it stands alone' },
    again: { gives: { id: '*', name: '{name}' } },
    leaves: { status: 'INACTIVE' },
  }),
  'okta.update_event_hook': changing({
    given: async (org) => ({
      eventHook: await newEventHook(org),
      name: newName('Renamed'),
      eventTypes: ['user.session.start'],
    }),
    sends: [
      'GET /api/v1/eventHooks/{eventHook}',
      'PUT /api/v1/eventHooks/{eventHook} {"name":"{name}","description":null,"events":{"type":"EVENT_TYPE","items":{eventTypes}},"channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.acme.test/okta","method":"POST","headers":[],"authScheme":{"type":"HEADER","key":"*"}}}}',
    ],
    gives: { id: '{eventHook}', name: '{name}', events: { items: ['user.session.start'] } },
    missing: noHook,
  }),
  'okta.activate_event_hook': moving({
    given: newInactiveHook,
    sends: ['GET /api/v1/eventHooks/{eventHook}', 'POST /api/v1/eventHooks/{eventHook}/lifecycle/activate'],
    missing: noHook,
  }),
  'okta.deactivate_event_hook': moving({
    given: async (org) => ({ eventHook: await newEventHook(org) }),
    sends: ['GET /api/v1/eventHooks/{eventHook}', 'POST /api/v1/eventHooks/{eventHook}/lifecycle/deactivate'],
    missing: noHook,
  }),
  'okta.verify_event_hook': changing({
    given: async (org: TableOrg) => ({ eventHook: await newEventHook(org, org.receiver) }),
    sends: ['POST /api/v1/eventHooks/{eventHook}/lifecycle/verify'],
    gives: { id: '{eventHook}', verificationStatus: 'VERIFIED' },
    missing: noHook,
  }),
  'okta.delete_event_hook': deleting({
    given: newInactiveHook,
    sends: ['GET /api/v1/eventHooks/{eventHook}', 'DELETE /api/v1/eventHooks/{eventHook}'],
    missing: noHook,
  }),
  'okta.list_inline_hooks': listing({
    async given(org) {
      await newInlineHook(org)
      return { type: 'com.okta.oauth2.tokens.transform', limit: 1000 }
    },
    sends: ['GET /api/v1/inlineHooks?type={type}'],
    gives: { hooks: '*', hasMore: false },
  }),
  'okta.read_inline_hook': reading({
    given: async (org) => ({ inlineHook: await newInlineHook(org) }),
    sends: ['GET /api/v1/inlineHooks/{inlineHook}'],
    gives: { id: '{inlineHook}', status: 'ACTIVE' },
    missing: noInlineHook,
  }),
  'okta.activate_inline_hook': moving({
    async given(org) {
      const inlineHook = await newInlineHook(org)
      await org.call('POST', `/api/v1/inlineHooks/${inlineHook}/lifecycle/deactivate`)
      return { inlineHook }
    },
    sends: [
      'GET /api/v1/inlineHooks/{inlineHook}',
      'POST /api/v1/inlineHooks/{inlineHook}/lifecycle/activate',
    ],
    missing: noInlineHook,
  }),
  'okta.deactivate_inline_hook': moving({
    given: async (org) => ({ inlineHook: await newInlineHook(org) }),
    sends: [
      'GET /api/v1/inlineHooks/{inlineHook}',
      'POST /api/v1/inlineHooks/{inlineHook}/lifecycle/deactivate',
    ],
    missing: noInlineHook,
  }),
}
