import type { Call, CallTable } from './call-table.ts'

type Sample = {
  path: string
  create?: object
  /** A resource that is there already, for kinds that nobody creates. */
  known?: string
  list?: string
  created?: number
  /** Answer to lifecycle calls; absent for kinds without. */
  moved?: number
  transitions?: readonly string[]
  replace?: 'PUT' | 'POST' | 'PATCH' | 'both' | 'none'
  removes?: boolean
}

const switchable = { moved: 200 }
const stream = { accountId: '123456789012', eventSourceName: 'keyway', region: 'eu-west-1' }
const http = { type: 'HTTP', version: '1.0.0', config: { uri: 'https://a.example' } }
const smtp = {
  host: 'smtp.acme.test',
  port: 587,
  alias: 'SES',
  username: 'keyway',
  password: 'secret',
  enabled: true,
}
const twilio = { sms: { type: 'TWILIO_VERIFY', verifyServiceSid: 'VA00000000000000000000000000000000' } }

const samples: readonly Sample[] = [
  {
    path: 'zones',
    create: { type: 'IP', name: 'Office', gateways: [{ type: 'CIDR', value: '203.0.113.0/24' }] },
    ...switchable,
  },
  {
    path: 'behaviors',
    create: { type: 'VELOCITY', name: 'Fast', settings: { velocityKph: 805 } },
    ...switchable,
  },
  {
    path: 'trustedOrigins',
    create: { name: 'Site', origin: 'https://a.example', scopes: [{ type: 'CORS' }] },
    ...switchable,
  },
  { path: 'authenticators', create: { key: 'duo', name: 'Duo', type: 'app' }, removes: false, ...switchable },
  {
    path: 'logStreams',
    create: { type: 'aws_eventbridge', name: 'Stream', settings: stream },
    ...switchable,
  },
  {
    path: 'meta/types/user',
    create: { name: 'contractor', displayName: 'Contractor', description: 'External' },
    replace: 'both',
  },
  { path: 'realms', create: { profile: { name: 'Partners', realmType: 'PARTNER' } } },
  {
    path: 'realm-assignments',
    create: { name: 'By domain', conditions: {}, actions: {} },
    created: 201,
    moved: 204,
  },
  {
    path: 'inlineHooks',
    create: { name: 'Hook', type: 'com.okta.saml.tokens.transform', version: '1.0.0', channel: http },
    replace: 'both',
    ...switchable,
  },
  { path: 'idps', create: { type: 'GOOGLE', name: 'Google', protocol: { type: 'OIDC' } }, ...switchable },
  {
    path: 'device-assurances',
    create: { name: 'macOS 15', platform: 'MACOS', osVersion: { minimum: '15.0.0' } },
  },
  {
    path: 'device-posture-checks',
    create: { name: 'Disk', platform: 'MACOS', query: 'SELECT 1', variableName: 'disk' },
  },
  { path: 'device-integrations', known: '{integration.id}', replace: 'none', removes: false, ...switchable },
  {
    path: 'devices',
    known: '{device.id}',
    moved: 204,
    transitions: ['suspend', 'unsuspend', 'deactivate', 'activate', 'deactivate'],
    replace: 'none',
  },
  { path: 'push-providers', create: { name: 'Firebase', providerType: 'FCM', configuration: {} } },
  {
    path: 'domains',
    create: { domain: 'login.acme.test', certificateSourceType: 'OKTA_MANAGED' },
    transitions: [],
  },
  { path: 'brands', create: { name: 'Acme' }, created: 201 },
  { path: 'hook-keys', create: { name: 'Signing' } },
  {
    path: 'captchas',
    create: { name: 'Robot', type: 'HCAPTCHA', siteKey: 'site', secretKey: 'secret' },
    created: 201,
    replace: 'both',
  },
  {
    path: 'telephony-providers',
    create: { providerName: 'TWILIO', providerSettings: twilio },
    created: 201,
    replace: 'PATCH',
    ...switchable,
  },
  { path: 'email-servers', create: smtp, created: 201, replace: 'PATCH' },
  {
    path: 'security-events-providers',
    create: {
      name: 'Vendor',
      type: 'okta',
      settings: { issuer: 'vendor', jwks_url: 'https://a.example/jwks' },
    },
    ...switchable,
  },
  { path: 'mappings', known: '{profileMapping.id}', replace: 'POST', removes: false },
  { path: 'features', known: '{feature.id}', replace: 'none', removes: false },
  {
    path: 'principal-rate-limits',
    create: {
      principalId: '{apiToken.id}',
      principalType: 'SSWS_TOKEN',
      defaultPercentage: 50,
      defaultConcurrencyPercentage: 75,
    },
    created: 201,
    list: '?filter=principalType%20eq%20%22SSWS_TOKEN%22',
    removes: false,
  },
]

/** Create, list, read, change, switch and delete, as far as the kind can. */
function callsOf(sample: Sample): Call[] {
  const { path, create, known, moved, replace = 'PUT' } = sample
  const all = `/api/v1/${path}`
  const one = `${all}/${known ?? '{made.id}'}`
  const switches = sample.transitions ?? (moved === undefined ? [] : ['activate', 'deactivate'])
  const writes = replace === 'both' ? ['PUT', 'POST'] : replace === 'none' ? [] : [replace]
  return [
    ...(create === undefined ? [] : [[`made = POST ${all}`, sample.created ?? 200, create] satisfies Call]),
    [`GET ${all}${sample.list ?? ''}`, 200],
    [`GET ${one}`, 200],
    ...writes.map((method): Call => [`${method} ${one}`, 200, create ?? {}]),
    ...switches.map((name): Call => [`POST ${one}/lifecycle/${name}`, moved ?? 200]),
    ...(sample.removes === false
      ? []
      : ([
          [`DELETE ${one}`, 204],
          [`GET ${one}`, 404],
        ] satisfies Call[])),
  ]
}

export const resources: readonly CallTable[] = samples.map((sample) => ({
  area: sample.path,
  calls: callsOf(sample),
}))
