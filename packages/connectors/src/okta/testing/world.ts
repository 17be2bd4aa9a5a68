import type { Json, JsonObject } from '@keyway/sdk'
import type { TestOrg } from './start-org.ts'
import { idOf } from './start-org.ts'

/** What rows of the table need to be there. Every call makes new things, so that no row depends on another. */

let count = 0
/** A name that nothing else has. */
export const newName = (kind: string): string => `${kind}-${(count += 1)}`

export function newProfile(): { login: string; email: string; firstName: string; lastName: string } {
  const login = `${newName('table')}@acme.test`
  return { login, email: login, firstName: 'Nadia', lastName: newName('Petrova') }
}

export const newUser = ({ sim }: TestOrg): string => sim.org.createUser({ profile: newProfile() }).id

export async function newStagedUser(org: TestOrg): Promise<string> {
  return idOf(await org.call('POST', '/api/v1/users?activate=false', { profile: newProfile() }))
}

export function newDeactivatedUser(org: TestOrg): string {
  const id = newUser(org)
  org.sim.org.deactivateUser(id)
  return id
}

export const newGroup = ({ sim }: TestOrg): string =>
  sim.org.createGroup({ name: newName('Group'), description: 'For a row' }).id

export const newApp = ({ sim }: TestOrg): string =>
  sim.org.createApp({ name: 'bookmark', label: newName('App'), signOnMode: 'BOOKMARK' }).id

export const newServiceApp = ({ sim }: TestOrg): string =>
  sim.org.createServiceApp({ label: newName('Service'), scopes: [] }).clientId

export const newSession = (org: TestOrg): string => org.sim.org.signIn(newUser(org)).id

export function newMember(org: TestOrg): { group: string; user: string } {
  const [group, user] = [newGroup(org), newUser(org)]
  org.sim.org.addMember({ groupId: group, userId: user })
  return { group, user }
}

export function newAssignment(org: TestOrg): { application: string; user: string } {
  const [application, user] = [newApp(org), newUser(org)]
  org.sim.org.assignApp({ appId: application, userId: user, profile: { role: 'Analyst' } })
  return { application, user }
}

/** The id of what a call of its own makes. */
export async function make(org: TestOrg, path: string, body: Json = {}): Promise<string> {
  return idOf(await org.call('POST', path, body))
}

export async function newCustomRole(org: TestOrg): Promise<string> {
  const label = newName('Role')
  return make(org, '/api/v1/iam/roles', { label, description: 'For a row', permissions: ['okta.users.read'] })
}

export async function newResourceSet(org: TestOrg): Promise<string> {
  const resources = [`${org.sim.url}/api/v1/users`]
  return make(org, '/api/v1/iam/resource-sets', {
    label: newName('Set'),
    description: 'For a row',
    resources,
  })
}

export async function newFactor(org: TestOrg): Promise<{ user: string; factor: string }> {
  const user = newUser(org)
  const body: JsonObject = { factorType: 'email', provider: 'OKTA', profile: { email: 'f@acme.test' } }
  return { user, factor: await make(org, `/api/v1/users/${user}/factors?activate=true`, body) }
}

/** The id of the first object in a list. */
export async function firstId(org: TestOrg, path: string): Promise<string> {
  const list: unknown = await org.call('GET', path)
  const [first] = Array.isArray(list) ? list : []
  return idOf(Object(first))
}
