import { isJsonObject, path } from '@keyway/sdk'
import type { Json, JsonObject, Option, OptionSearch, Path, Query } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { readOktaPage } from './pages.ts'

/** How many choices a person is shown at most; whoever looks for another one types more of its name. */
const mostChoices = 50
/** Where Okta has no search, this many pages are read at most, so that a person never waits for a whole org. */
const mostPages = 10

interface List {
  path: Path
  query?: Query
}

type ToOption = (item: JsonObject) => Option

/** A picker over an endpoint that searches by itself: what it answers is shown as it is. */
function searchedThere(list: (search: string, inputs: JsonObject) => List, toOption: ToOption): OptionSearch {
  return async ({ http }, search, inputs) => {
    const { items } = await readOktaPage(http, list(search.trim(), inputs), null)
    return items.filter(isJsonObject).slice(0, mostChoices).map(toOption)
  }
}

/**
 * A picker over an endpoint without a search: its pages are read until enough match. `list` gives none while another
 * input that it depends on is empty or not known before the flow runs.
 */
function searchedHere(list: (inputs: JsonObject) => List | undefined, toOption: ToOption): OptionSearch {
  return async ({ http }, search, inputs) => {
    const first = list(inputs)
    if (first === undefined) return []
    const wanted = search.trim().toLowerCase()
    const found: Option[] = []
    let place: string | null = null
    for (let page = 0; page < mostPages && found.length < mostChoices; page += 1) {
      const read: { items: Json[]; next: string | null } = await readOktaPage(http, first, place)
      const options = read.items.filter(isJsonObject).map(toOption)
      found.push(
        ...options.filter(({ value, label }) => value.toLowerCase() === wanted || matches(label, wanted)),
      )
      place = read.next
      if (place === null) break
    }
    return found.slice(0, mostChoices)
  }
}

function matches(label: string, wanted: string): boolean {
  return label.toLowerCase().includes(wanted)
}

/** An option by the id of an item, the first name that it has, and what tells it from its namesakes. */
function named(names: readonly string[], hints: readonly string[]): ToOption {
  return (item) => {
    const id = textOf(item['id'])
    const label = names.map((name) => textAt(item, name)).find((text) => text !== '') ?? id
    const hint = hints
      .map((name) => textAt(item, name))
      .filter((text) => text !== '' && text !== 'ACTIVE')
      .join(', ')
    return { value: id, label, ...(hint === '' ? {} : { hint }) }
  }
}

/** Text at a path such as `profile.name`; empty where there is none. */
function textAt(item: JsonObject, name: string): string {
  const value = name
    .split('.')
    .reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), item)
  return textOf(value)
}

/** Another input that this one depends on, when it is plain text already. */
function given(inputs: JsonObject, ...names: string[]): string | undefined {
  return names.map((name) => textOf(inputs[name])).find((text) => text !== '')
}

/** Name and login of a user, as people know them. */
export function userLabel(profile: JsonObject): string {
  const name = `${textOf(profile['firstName'])} ${textOf(profile['lastName'])}`.trim()
  return `${name} (${textOf(profile['login'])})`.trim()
}

function toUserOption(user: JsonObject): Option {
  const status = textOf(user['status'])
  const profile = isJsonObject(user['profile']) ? user['profile'] : {}
  const option = { value: textOf(user['id']), label: userLabel(profile) }
  return status === 'ACTIVE' || status === '' ? option : { ...option, hint: status }
}

/**
 * `search` and not `q`: it also finds people by login and those who were deactivated, whom flows delete or activate
 * again. Values are JSON strings, so that text stays a value. Source: Okta's search and filter expressions.
 */
export const searchUsers = searchedThere((text) => {
  const [first = '', ...rest] = text.split(/\s+/).map((word) => JSON.stringify(word))
  const whole = JSON.stringify(text)
  const anyName = ['firstName', 'lastName', 'login', 'email'].map((name) => `profile.${name} sw ${whole}`)
  const last = rest.at(-1)
  const both = last === undefined ? [] : [`(profile.firstName sw ${first} and profile.lastName sw ${last})`]
  const search = text === '' ? undefined : [...anyName, ...both, `id eq ${whole}`].join(' or ')
  return { path: path`/api/v1/users`, query: { search, limit: 25 } }
}, toUserOption)

export const searchGroups = searchedThere(
  (q) => ({ path: path`/api/v1/groups`, query: { q: q === '' ? undefined : q, limit: mostChoices } }),
  (group) => {
    const option = named(['profile.name'], ['profile.description'])(group)
    return group['type'] === 'OKTA_GROUP' ? option : { ...option, hint: textOf(group['type']) }
  },
)

export const searchApplications = searchedThere(
  (q) => ({ path: path`/api/v1/apps`, query: { q: q === '' ? undefined : q, limit: mostChoices } }),
  named(['label', 'name'], ['name', 'status']),
)

export const searchDevices = searchedThere(
  (text) => {
    const search = text === '' ? undefined : `profile.displayName co ${JSON.stringify(text)}`
    return { path: path`/api/v1/devices`, query: { search, limit: 20 } }
  },
  named(['profile.displayName'], ['profile.platform', 'profile.serialNumber', 'status']),
)

export const searchRealms = searchedThere(
  (text) => {
    const search = text === '' ? undefined : `profile.name co ${JSON.stringify(text)}`
    return { path: path`/api/v1/realms`, query: { search, limit: mostChoices } }
  },
  named(['profile.name'], []),
)

export const searchIdentityProviders = searchedThere(
  (q) => ({ path: path`/api/v1/idps`, query: { q: q === '' ? undefined : q, limit: mostChoices } }),
  named(['name'], ['type', 'status']),
)

export const searchTrustedOrigins = searchedThere(
  (q) => ({ path: path`/api/v1/trustedOrigins`, query: { q: q === '' ? undefined : q, limit: mostChoices } }),
  named(['name'], ['origin', 'status']),
)

export const searchAuthorizationServers = searchedThere(
  (q) => ({
    path: path`/api/v1/authorizationServers`,
    query: { q: q === '' ? undefined : q, limit: mostChoices },
  }),
  named(['name'], ['status']),
)

export const searchGroupRules = searchedThere(
  (search) => ({
    path: path`/api/v1/groups/rules`,
    query: { search: search === '' ? undefined : search, limit: mostChoices },
  }),
  named(['name'], ['status']),
)

/** Okta lists policies of one type only: the one given, or that of the input `type` or `policyType`. */
export function searchPolicies(type: string | undefined): OptionSearch {
  return searchedHere(
    (inputs) => {
      const wanted = type ?? given(inputs, 'type', 'policyType')
      return wanted === undefined ? undefined : { path: path`/api/v1/policies`, query: { type: wanted } }
    },
    named(['name'], ['type', 'status']),
  )
}

export const searchPolicyRules = searchedHere(
  (inputs) => {
    const policy = given(inputs, 'policy', 'policyId')
    return policy === undefined ? undefined : { path: path`/api/v1/policies/${policy}/rules` }
  },
  named(['name'], ['status']),
)

/** Enrolled factors of the user in the input `user`. */
export const searchUserFactors = searchedHere(
  (inputs) => {
    const user = given(inputs, 'user', 'userId')
    return user === undefined ? undefined : { path: path`/api/v1/users/${user}/factors` }
  },
  (factor) => ({
    ...named(['factorType'], ['status'])(factor),
    label: `${textAt(factor, 'factorType')} (${textAt(factor, 'provider')})`,
  }),
)

/** Assignments of roles of the user in the input `user`: Okta unassigns by their ids and not by those of the roles. */
export const searchUserRoles = searchedHere(
  (inputs) => {
    const user = given(inputs, 'user', 'userId')
    return user === undefined ? undefined : { path: path`/api/v1/users/${user}/roles` }
  },
  named(['label', 'type'], ['assignmentType']),
)

/** A picker over a short collection that Okta lists as a whole. */
function listed(at: Path, names: readonly string[], hints: readonly string[]): OptionSearch {
  return searchedHere(() => ({ path: at }), named(names, hints))
}

export const searchCustomRoles = listed(path`/api/v1/iam/roles`, ['label'], ['description'])
export const searchResourceSets = listed(path`/api/v1/iam/resource-sets`, ['label'], ['description'])
export const searchZones = listed(path`/api/v1/zones`, ['name'], ['type', 'usage', 'status'])
export const searchAuthenticators = listed(path`/api/v1/authenticators`, ['name'], ['key', 'status'])
export const searchUserTypes = listed(path`/api/v1/meta/types/user`, ['displayName', 'name'], ['name'])
export const searchEventHooks = listed(path`/api/v1/eventHooks`, ['name'], ['verificationStatus', 'status'])
export const searchInlineHooks = listed(path`/api/v1/inlineHooks`, ['name'], ['type', 'status'])
export const searchLogStreams = listed(path`/api/v1/logStreams`, ['name'], ['type', 'status'])
export const searchBehaviors = listed(path`/api/v1/behaviors`, ['name'], ['type', 'status'])
export const searchApiTokens = listed(path`/api/v1/api-tokens`, ['name'], ['clientName'])
export const searchRealmAssignments = listed(path`/api/v1/realm-assignments`, ['name'], ['status'])

const standardRoles: Readonly<Record<string, string>> = {
  SUPER_ADMIN: 'Super administrator',
  ORG_ADMIN: 'Organization administrator',
  APP_ADMIN: 'Application administrator',
  USER_ADMIN: 'Group administrator',
  HELP_DESK_ADMIN: 'Help desk administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group membership administrator',
  READ_ONLY_ADMIN: 'Read-only administrator',
  REPORT_ADMIN: 'Report administrator',
  API_ACCESS_MANAGEMENT_ADMIN: 'API access management administrator',
  WORKFLOWS_ADMIN: 'Workflows administrator',
  ACCESS_CERTIFICATIONS_ADMIN: 'Access certifications administrator',
  ACCESS_REQUESTS_ADMIN: 'Access requests administrator',
}

/** Standard roles by their type, which every org has. */
export const searchStandardRoles = fixed(standardRoles)

/** Standard roles and those that the org defined. */
export const searchRoles: OptionSearch = async (context, search, inputs) => [
  ...(await searchStandardRoles(context, search, inputs)),
  ...(await searchCustomRoles(context, search, inputs)),
]

const factorTypes: Readonly<Record<string, string>> = {
  call: 'Phone call',
  email: 'E-mail',
  push: 'Okta Verify push',
  question: 'Security question',
  signed_nonce: 'Okta FastPass',
  sms: 'Text message',
  token: 'Token',
  'token:hardware': 'Hardware token',
  'token:hotp': 'One-time password by counter',
  'token:software:totp': 'One-time password by time',
  u2f: 'Security key (U2F)',
  web: 'Web',
  webauthn: 'Security key or biometrics (WebAuthn)',
}

export const searchFactorTypes = fixed(factorTypes)

function fixed(labels: Readonly<Record<string, string>>): OptionSearch {
  const options = Object.entries(labels).map(([value, label]) => ({ value, label, hint: value }))
  return (_context, search) => {
    const wanted = search.trim().toLowerCase()
    return Promise.resolve(
      options.filter(({ value, label }) => matches(label, wanted) || matches(value, wanted)),
    )
  }
}
