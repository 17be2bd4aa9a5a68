import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { firstId, make, newName } from '../world.ts'
import { changing, listing, reading } from './shapes.ts'

const settings = '/api/v1/rate-limit-settings/per-client'

async function newShare(org: TestOrg): Promise<{ principalType: string; principal: string }> {
  const principal = newName('00Token')
  await org.call('POST', '/api/v1/principal-rate-limits', {
    principalId: principal,
    principalType: 'SSWS_TOKEN',
    defaultPercentage: 50,
    defaultConcurrencyPercentage: 75,
  })
  return { principalType: 'SSWS_TOKEN', principal }
}

const newDomain = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/domains', {
    domain: `${newName('login')}.acme.test`,
    certificateSourceType: 'OKTA_MANAGED',
  })

async function newStream(org: TestOrg): Promise<string> {
  const endpoint = `https://${newName('ssf')}.acme.test/events`
  const made = await org.call('POST', '/api/v1/ssf/stream', {
    delivery: {
      method: 'https://schemas.openid.net/secevent/risc/delivery-method/push',
      endpoint_url: endpoint,
    },
    events_requested: ['https://schemas.openid.net/secevent/caep/event-type/session-revoked'],
  })
  return Object(made).stream_id
}

export const orgRows: Rows = {
  'okta.read_org_settings': listing({
    given: () => ({}),
    sends: ['GET /api/v1/org'],
    gives: { status: 'ACTIVE' },
  }),
  'okta.list_org_contacts': listing({
    given: () => ({ limit: 10 }),
    sends: ['GET /api/v1/org/contacts'],
    gives: { contacts: '*', hasMore: false },
  }),
  'okta.read_org_contact': listing({
    given: () => ({ contact: 'BILLING' }),
    sends: ['GET /api/v1/org/contacts/{contact}'],
    gives: { userId: '*' },
  }),
  'okta.list_brands': listing({
    given: () => ({ limit: 100 }),
    free: 'the table tries with the right to brands alone',
    sends: ['GET /api/v1/brands?limit=101'],
    gives: { brands: '*', hasMore: false },
  }),
  'okta.read_brand': reading({
    given: async (org) => ({ brand: await firstId(org, '/api/v1/brands') }),
    free: 'the table tries with the right to brands alone',
    sends: ['GET /api/v1/brands/{brand}'],
    gives: { id: '{brand}', name: '*' },
    missing: { input: { brand: 'bndnone' } },
  }),
  'okta.list_custom_domains': listing({
    async given(org) {
      await newDomain(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/domains'],
    gives: { domains: '*', hasMore: false },
  }),
  'okta.read_custom_domain': reading({
    given: async (org) => ({ domain: await newDomain(org) }),
    sends: ['GET /api/v1/domains/{domain}'],
    gives: { id: '{domain}' },
    missing: { input: { domain: 'OcDnone' } },
  }),
  'okta.read_client_rate_limits': listing({
    given: () => ({}),
    sends: ['GET /api/v1/rate-limit-settings/per-client'],
    gives: { defaultMode: '*' },
  }),
  'okta.update_client_rate_limits': changing({
    async given(org) {
      await org.call('PUT', settings, { defaultMode: 'ENFORCE' })
      return { mode: 'PREVIEW' }
    },
    sends: [
      'GET /api/v1/rate-limit-settings/per-client',
      'PUT /api/v1/rate-limit-settings/per-client {"defaultMode":"{mode}"}',
    ],
    gives: { defaultMode: 'PREVIEW' },
    missing: { never: 'every org has it' },
  }),
  'okta.list_principal_rate_limits': listing({
    async given(org) {
      await newShare(org)
      return { principalType: 'SSWS_TOKEN', limit: 1000 }
    },
    sends: ['GET /api/v1/principal-rate-limits?filter=principalType eq "{principalType}"&limit=50'],
    gives: { limits: '*', hasMore: false },
  }),
  'okta.read_principal_rate_limit': reading({
    given: newShare,
    sends: ['GET /api/v1/principal-rate-limits?filter=principalType eq "{principalType}"&limit=50'],
    gives: { limit: { defaultPercentage: 50, defaultConcurrencyPercentage: 75 } },
    missing: { input: { principal: 'none' }, gives: { limit: null } },
  }),
  'okta.update_principal_rate_limit': changing({
    given: async (org) => ({ ...(await newShare(org)), percentage: 20, concurrency: 30 }),
    sends: [
      'GET /api/v1/principal-rate-limits?filter=principalType eq "{principalType}"&limit=50',
      'PUT /api/v1/principal-rate-limits/* {"principalType":"{principalType}","principalId":"{principal}","defaultPercentage":20,"defaultConcurrencyPercentage":30}',
    ],
    gives: { defaultPercentage: 20, defaultConcurrencyPercentage: 30 },
    missing: { never: 'who has no share of their own is given one' },
  }),
  'okta.list_ssf_streams': listing({
    async given(org) {
      await newStream(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/ssf/stream'],
    gives: { streams: '*', hasMore: false },
  }),
  'okta.read_ssf_stream': reading({
    given: async (org) => ({ stream: await newStream(org) }),
    sends: ['GET /api/v1/ssf/stream?stream_id={stream}'],
    gives: { stream_id: '{stream}' },
    missing: { input: { stream: 'none' } },
  }),
}
