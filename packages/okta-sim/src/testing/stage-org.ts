import type { Saved } from '../conformance/call-table.ts'
import type { OktaSim } from '../start-okta-sim.ts'
import { callApi, profileOf } from './call-api.ts'

/** What the call tables play with: objects of the seeded org by name, and some that no call can make. */
export async function stageOrg(sim: OktaSim): Promise<Saved> {
  const { org } = sim
  const read = async (path: string) => (await callApi(sim, `GET ${path}`)).body
  const groups = await read('/api/v1/groups')
  const group = (name: string) =>
    groups.find((each: { profile: { name: string } }) => each.profile.name === name)
  const apps = await read('/api/v1/apps')
  const app = (label: string) => apps.find((each: { label: string }) => each.label === label)
  const lin = org.findUser('lin.zhao')
  const payroll = app('Payroll')
  const authorization = {
    appId: payroll.id,
    userId: lin?.id ?? '',
    scopes: ['openid', 'email', 'offline_access'],
  }
  const bo = org.createUser({ profile: profileOf('bo') })
  return {
    url: sim.url,
    lin,
    bo,
    boss: org.findUser('olivia.bennett'),
    locked: org.findUser('victor.hansen'),
    session: org.signIn('mei.tanaka'),
    device: org.enrolDevice('lin.zhao', { displayName: 'Laptop', platform: 'MACOS' }),
    token: org.authorizeApp(authorization),
    secondToken: org.authorizeApp(authorization),
    service: org.createServiceApp({ label: 'Machine', scopes: [] }).app,
    slack: app('Slack'),
    payroll,
    everyone: group('Everyone'),
    finance: group('Finance'),
    sales: group('Sales'),
    engineering: group('Engineering'),
    phone: (
      await callApi(sim, 'POST /api/v1/authenticators', { key: 'phone_number', name: 'Phone', type: 'phone' })
    ).body,
    idp: (await callApi(sim, 'POST /api/v1/idps', { type: 'GOOGLE', name: 'G', protocol: { type: 'OIDC' } }))
      .body,
    accessPolicy: (await read('/api/v1/policies?type=ACCESS_POLICY'))[0],
    apiToken: (await read('/api/v1/api-tokens'))[0],
    integration: (await read('/api/v1/device-integrations'))[0],
    profileMapping: (await read('/api/v1/mappings'))[0],
    feature: (await read('/api/v1/features'))[0],
  }
}
