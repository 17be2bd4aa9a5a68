import { readFileSync } from 'node:fs'
import { account, connections, createClient, flows, oktaHooks, tables, type Call } from '@keyway/api'
import { callOkta, type OtherSystems } from './other-systems.ts'

/** What the demo's events are sent to. */
export interface DemoTargets {
  /** URL of the flow that a form calls, and its client token. */
  form: { url: string; token: string }
}

const flowFiles = [
  'breached-password',
  'suspicious-activity',
  'batched-events',
  'new-colleague',
  'access-request',
]

/** Makes the first administrator with the one-time link, as a person would. */
export async function makeAdministrator(
  setupUrl: string,
  person: { email: string; password: string },
): Promise<void> {
  const { origin, hash } = new URL(setupUrl)
  const token = decodeURIComponent(hash.slice(1))
  await createClient({ baseUrl: origin })(account.completeSetup, { body: { token, name: 'Demo', ...person } })
}

/** Connects Keyway to the other systems, brings the flows in, and has Okta deliver to them. */
export async function setUpDemo(call: Call, systems: OtherSystems): Promise<DemoTargets> {
  const ids = await connectAll(call, systems)
  const columns = ['event', 'person', 'delivery'].map((name) => ({ name, type: 'text' as const }))
  await call(tables.createTable, { body: { name: 'Sign-ins', columns } })
  const stored = await importFlows(call)
  for (const { id } of stored) {
    const { bindings } = await call(flows.getFlow, { params: { flowId: id } })
    const bound = Object.fromEntries(bindings.map(({ name }) => [name, ids.get(name) ?? null]))
    await call(flows.bindConnections, { params: { flowId: id }, body: { bindings: bound } })
    await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
  }
  await requestAccess(call, systems, stored.find(({ name }) => name === 'Access request')?.id ?? '')
  const endpointOf = async (name: string) => {
    const flowId = stored.find((flow) => flow.name === name)?.id ?? ''
    const { endpoint } = await call(flows.getFlow, { params: { flowId } })
    if (endpoint?.token == null) throw new Error(`The flow "${name}" has no endpoint.`)
    return { url: endpoint.url, header: endpoint.tokenHeader, token: endpoint.token }
  }

  const receiver = await call(oktaHooks.createOktaHook, { body: { name: 'Acme (demo)' } })
  await createHook(systems, {
    name: 'Keyway',
    url: receiver.url,
    header: receiver.headerName,
    secret: receiver.secret ?? '',
    types: ['security.breached_credential.detected', 'user.account.report_suspicious_activity_by_enduser'],
  })
  const batched = await endpointOf('Batched events')
  await createHook(systems, {
    name: 'Keyway, batched events',
    url: batched.url,
    header: batched.header,
    secret: batched.token,
    types: ['user.session.start'],
  })
  return { form: await endpointOf('New colleague') }
}

/** Somebody has asked already, so that the page of questions has one. */
async function requestAccess(call: Call, { people }: OtherSystems, flowId: string): Promise<void> {
  const [person] = people
  if (person === undefined) return
  const input = { login: person.login, application: 'Payroll', reason: 'Month-end closing starts on Monday.' }
  await call(flows.runFlow, { params: { flowId }, body: { input } })
}

async function connectAll(
  call: Call,
  { okta, slack, gmail, smtp }: OtherSystems,
): Promise<Map<string, string>> {
  const accounts = [
    { name: 'okta', connector: 'okta', values: { domain: okta.url, token: okta.apiToken } },
    { name: 'slack', connector: 'slack', values: { token: slack.token, baseUrl: slack.url } },
    { name: 'gmail', connector: 'gmail', values: { accessToken: gmail.accessToken, baseUrl: gmail.url } },
    {
      name: 'smtp',
      connector: 'email',
      values: { host: smtp.host, port: smtp.port, requireTls: false, from: 'Keyway <keyway@acme.test>' },
    },
  ]
  const ids = new Map<string, string>()
  for (const body of accounts) {
    const { id } = await call(connections.createConnection, { body })
    ids.set(body.name, id)
    await call(connections.testConnection, { params: { connectionId: id } })
  }
  return ids
}

async function importFlows(call: Call): Promise<{ id: string; name: string }[]> {
  const files = flowFiles.map((name) => ({
    name: `${name}.yaml`,
    content: readFileSync(new URL(`flows/${name}.yaml`, import.meta.url), 'utf8'),
  }))
  const report = await call(flows.importFlows, { body: { files, folder: 'Demo' } })
  const [problem] = report.errors
  if (problem !== undefined) throw new Error(`${problem.file}: ${problem.message}`)
  return report.files.flatMap((file) => file.flows.map(({ id = '', name }) => ({ id, name })))
}

interface HookPlan {
  name: string
  url: string
  header: string
  secret: string
  types: readonly string[]
}

/** Creates an event hook over the org's API and has the org verify it, as an administrator of Okta does. */
async function createHook(
  { okta }: OtherSystems,
  { name, url, header, secret, types }: HookPlan,
): Promise<void> {
  const created = await callOkta(okta, {
    method: 'POST',
    path: '/eventHooks',
    body: {
      name,
      events: { type: 'EVENT_TYPE', items: types },
      channel: {
        type: 'HTTP',
        version: '1.0.0',
        config: { uri: url, authScheme: { type: 'HEADER', key: header, value: secret } },
      },
    },
  })
  const id: unknown =
    typeof created === 'object' && created !== null && 'id' in created ? created.id : undefined
  await callOkta(okta, { method: 'POST', path: `/eventHooks/${String(id)}/lifecycle/verify` })
}
