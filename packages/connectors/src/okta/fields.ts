import { field, z } from '@keyway/sdk'
import type { Json, OptionSearch } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'
import * as pickers from './pickers.ts'

/** Items of a list answer; anything else counts as no items. */
export function asList(body: Json): Json[] {
  return Array.isArray(body) ? body : []
}

export const user = field(requiredText(), {
  title: 'User',
  description: 'Id or login. A login with a slash in it must be given by id.',
  options: pickers.searchUsers,
})

/** One object of the org by its id, chosen by name. */
function byId(title: string, options: OptionSearch, description = 'Id.') {
  return field(requiredText(), { title, description, options })
}

export const userId = byId('User', pickers.searchUsers)
export const group = byId('Group', pickers.searchGroups)
export const application = byId('Application', pickers.searchApplications)
export const role = byId('Role', pickers.searchRoles, 'Type of a standard role, or id of a custom one.')
export const standardRole = byId('Role', pickers.searchStandardRoles, 'Type of a standard role.')
export const customRole = byId('Custom role', pickers.searchCustomRoles, 'Id or label.')
export const roleAssignment = byId(
  'Role assignment',
  pickers.searchUserRoles,
  'Id of the assignment, not of the role.',
)
export const resourceSet = byId('Resource set', pickers.searchResourceSets, 'Id or label.')
export const zone = byId('Network zone', pickers.searchZones)
export const policyRule = byId('Policy rule', pickers.searchPolicyRules)
export const authenticator = byId('Authenticator', pickers.searchAuthenticators)
export const device = byId('Device', pickers.searchDevices)
export const userType = byId('User type', pickers.searchUserTypes)
export const realm = byId('Realm', pickers.searchRealms)
export const realmAssignment = byId('Realm assignment', pickers.searchRealmAssignments)
export const eventHook = byId('Event hook', pickers.searchEventHooks)
export const inlineHook = byId('Inline hook', pickers.searchInlineHooks)
export const identityProvider = byId('Identity provider', pickers.searchIdentityProviders)
export const groupRule = byId('Group rule', pickers.searchGroupRules)
export const trustedOrigin = byId('Trusted origin', pickers.searchTrustedOrigins)
export const authorizationServer = byId('Authorization server', pickers.searchAuthorizationServers)
export const logStream = byId('Log stream', pickers.searchLogStreams)
export const behavior = byId('Behavior rule', pickers.searchBehaviors)
export const apiToken = byId('API token', pickers.searchApiTokens)
export const factor = byId('Factor', pickers.searchUserFactors, 'Id of an enrolled factor of the user.')
export const factorType = byId('Factor type', pickers.searchFactorTypes, 'As Okta names it.')

/** A policy: of this type, or without one of the type that the input `type` or `policyType` says. */
export const policyOf = (type?: string) => byId('Policy', pickers.searchPolicies(type))

export const sendEmail = field(withDefault(z.boolean(), true), {
  title: 'Send e-mail',
  description: 'Whether Okta writes to the user.',
})

export const resultSet = field(withDefault(z.enum(['first', 'all']), 'all'), {
  title: 'Result set',
  description: 'first: the first match only. all: every page, up to the limit.',
})

/** How many records are wanted; undefined where nobody said. */
export function limitOf(input: {
  resultSet: 'first' | 'all'
  limit?: number | undefined
}): number | undefined {
  return input.resultSet === 'first' ? 1 : input.limit
}

export const statusCode = field(z.int(), { title: 'Status code', description: 'HTTP status of the answer.' })
