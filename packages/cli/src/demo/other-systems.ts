import type { OktaSim } from '@keyway/okta-sim'
import { startOktaSim } from '@keyway/okta-sim'

/** A person of the simulated org who can sign in. */
export interface Person {
  id: string
  login: string
  name: string
}

/** Everything around Keyway that the demo plays: the Okta org, Slack, Gmail and a mail server. */
export type OtherSystems = Awaited<ReturnType<typeof startOtherSystems>>

/** Starts the systems on free ports of this machine. Slack knows the people of the org by their e-mail addresses. */
export async function startOtherSystems() {
  const { startGmailServer, startSlackServer, startSmtpSink } = await import('@keyway/connectors/testing')
  const okta = await startOktaSim({ seed: true, allowHttpHooks: true })
  const people = await listPeople(okta)
  const slack = await startSlackServer({
    users: people.map(({ login, name }, index) => ({
      id: `U${String(index).padStart(4, '0')}`,
      name: login.split('@')[0] ?? login,
      realName: name,
      email: login,
    })),
  })
  const gmail = await startGmailServer()
  const smtp = await startSmtpSink()
  return {
    okta,
    people,
    slack,
    gmail,
    smtp,
    async close() {
      await Promise.all([okta.close(), slack.close(), gmail.close(), smtp.close()])
    },
  }
}

/** Calls the org's API as its administrator. */
export async function callOkta(
  okta: OktaSim,
  request: { method?: string; path: string; body?: unknown },
): Promise<unknown> {
  const { method = 'GET', path, body } = request
  const response = await fetch(`${okta.url}/api/v1${path}`, {
    method,
    headers: { authorization: `SSWS ${okta.apiToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`The simulated org answered ${response.status} to ${method} ${path}.`)
  return response.status === 204 ? undefined : response.json()
}

/** Who can sign in, without the org's administrator. */
async function listPeople(okta: OktaSim): Promise<Person[]> {
  const found = await callOkta(okta, { path: '/users?filter=status%20eq%20%22ACTIVE%22&limit=100' })
  const people = Array.isArray(found) ? found.map(toPerson) : []
  // The administrator owns the API token: once suspended, nothing would work any more.
  return people.filter(({ login }) => !login.startsWith('admin@'))
}

interface OktaUser {
  id: string
  profile: { login: string; firstName: string; lastName: string }
}

function toPerson({ id, profile }: OktaUser): Person {
  return { id, login: profile.login, name: `${profile.firstName} ${profile.lastName}` }
}
