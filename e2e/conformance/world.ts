import { mkdtemp, readFile, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connections, createClient, oktaSources, type Call } from '@keyway/api'
import {
  startGitHubServer,
  startGmailServer,
  startMicrosoft365Server,
  startServiceNowServer,
  startSlackServer,
} from '@keyway/connectors/testing'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { startKeyway, type Keyway, type World as Outside } from '@keyway/server'
import { startStandIn } from './http-stand-in.ts'
import { invent } from './invent.ts'
import { startOktaStandIn } from './okta-stand-in.ts'
import type { Known } from './values.ts'

/** A Keyway in this process, and stand-ins for everything that its flows call. */
export interface World {
  keyway: Keyway
  call: Call
  okta: OktaSim
  known: Known
  /** Ids of the connections by connector. */
  connectionIds: ReadonlyMap<string, string>
  close: () => Promise<void>
}

/** `channels` are the ids of the Slack workspace's channels. */
export async function startWorld(channels: readonly string[]): Promise<World> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const one of closers.toReversed()) await one()
  }
  try {
    const okta = await startOktaSim({ seed: true, allowHttpHooks: true })
    closers.push(() => okta.close())
    const known = findKnown(okta)
    const slack = await startSlackServer({
      users: [{ id: 'U0001', name: 'ada', realName: 'Ada Nwosu', email: 'ada.nwosu@acme.test' }],
      channels: channels.map((id) => ({ id, name: id.toLowerCase() })),
    })
    closers.push(() => slack.close())
    const gmail = await startGmailServer()
    closers.push(() => gmail.close())
    const github = await startGitHubServer()
    closers.push(() => github.close())
    const microsoft365 = await startMicrosoft365Server()
    closers.push(() => microsoft365.close())
    const servicenow = await startServiceNowServer()
    closers.push(() => servicenow.close())
    const org = await startOktaStandIn(okta, { known, invent: (request) => invent({ ...request, known }) })
    closers.push(() => org.close())
    const anything = await startStandIn(({ method, url }) => {
      const [pathname = ''] = url.split('?')
      if (pathname.endsWith('/service_token')) return { status: 200, body: JSON.stringify(serviceToken) }
      return { status: 200, body: JSON.stringify(invent({ method, path: pathname, known })) }
    })
    closers.push(() => anything.close())

    const dataDirectory = await mkdtemp(path.join(tmpdir(), 'keyway-conformance-'))
    closers.push(() => rm(dataDirectory, { recursive: true, force: true }))
    const keyway = await startKeyway(
      { port: 0, dataDirectory, logLevel: 'error' },
      { connect: toStandIns(anything.port) },
    )
    closers.push(() => keyway.close())
    const token = (await readFile(path.join(dataDirectory, 'cli-token'), 'utf8')).trim()
    const call = createClient({ baseUrl: keyway.url, token })
    const connectionIds = await connect(call, {
      okta: { domain: org.url, token: okta.apiToken },
      slack: { token: slack.token, baseUrl: slack.url },
      gmail: { accessToken: gmail.accessToken, baseUrl: gmail.url },
      github: { token: github.token, baseUrl: github.url },
      box: { accessToken: 'stand-in' },
      shopify: { accessToken: 'stand-in', baseUrl: 'https://acme.myshopify.test' },
      salesforce: { accessToken: 'stand-in', baseUrl: 'https://acme.my.salesforce.test' },
      microsoft365: {
        tenant: 'acme.test',
        clientId: 'conformance',
        clientSecret: microsoft365.clientSecret,
        mailbox: 'ops@acme.test',
        baseUrl: microsoft365.url,
        signInUrl: microsoft365.signInUrl,
      },
      okta_privileged_access: {
        baseUrl: 'https://acme.pam.okta.test',
        team: 'acme',
        keyId: 'stand-in',
        keySecret: 'stand-in',
      },
      auth0: { accessToken: 'stand-in', baseUrl: 'https://acme.auth0.test' },
      servicenow: { baseUrl: servicenow.url, username: servicenow.username, password: servicenow.password },
      http: {},
    })
    // What flows do to the org would start others by its log: here each flow starts when it is its turn.
    const { items } = await call(oktaSources.listOktaSources)
    for (const { org: source } of items) {
      const settings = { isOn: false }
      await call(oktaSources.updateOktaSource, { params: { org: source }, body: { settings } })
    }
    return { keyway, call, okta, known, connectionIds, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What Okta Privileged Access answers to whoever signs in. */
const serviceToken = { bearer_token: 'stand-in', expires_at: '2126-01-01T00:00:00Z' }

async function connect(
  call: Call,
  accounts: Record<string, Record<string, string>>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [connector, values] of Object.entries(accounts)) {
    const name = connector.replaceAll('_', '-')
    const { id } = await call(connections.createConnection, { body: { name, connector, values } })
    ids.set(connector, id)
  }
  return ids
}

/** Whatever host a flow means, the socket goes to this machine; plain, also where the URL says https. */
function toStandIns(port: number): NonNullable<Outside['connect']> {
  return (target, report) => {
    const isStandIn = target.hostname === '127.0.0.1'
    const socket = net.connect({ host: '127.0.0.1', port: isStandIn ? Number(target.port) : port })
    socket.once('connect', () => report(null, socket))
    socket.once('error', (error) => report(error, null))
  }
}

/** Somebody and something in the org. Flows deactivate and delete people: there is always one more. */
function findKnown(okta: OktaSim): Known {
  const { org } = okta
  const group = org.createGroup({ name: 'Conformance', description: 'Flows may do with it what they like.' })
  const app = org.createApp({ name: 'conformance', label: 'Conformance', signOnMode: 'SAML_2_0' })
  let count = 0
  const hire = (): string => {
    count += 1
    const email = `person.${count}@acme.test`
    const name = { firstName: 'Person', lastName: String(count) }
    const profile = { login: email, email, ...name, department: 'Sales', manager: 'ada.nwosu@acme.test' }
    const { id } = org.createUser({ profile })
    org.addMember({ groupId: group.id, userId: id })
    return id
  }
  let current = hire()
  return {
    get userId() {
      if (org.findUser(current)?.status !== 'ACTIVE') current = hire()
      return current
    },
    get email() {
      return String(org.findUser(this.userId)?.profile['email'])
    },
    groupId: group.id,
    groupName: 'Conformance',
    appId: app.id,
  }
}
