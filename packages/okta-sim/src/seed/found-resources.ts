import { idFromName } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { authorizationServers } from '../resources/auth-server-kinds.ts'
import { deviceIntegrations } from '../resources/device-kinds.ts'
import { features, userTypes } from '../resources/directory-kinds.ts'
import { brands, profileMappings } from '../resources/org-kinds.ts'
import type { ResourceKind } from '../resources/resource-kind.ts'
import { insertResource, resourcesOf } from '../resources/resources.ts'
import { authenticators, networkZones, policies, policyRules } from '../resources/security-kinds.ts'

const authenticatorPlans = [
  { key: 'okta_email', type: 'email', name: 'Email' },
  { key: 'okta_password', type: 'password', name: 'Password' },
  { key: 'okta_verify', type: 'app', name: 'Okta Verify' },
  { key: 'google_otp', type: 'app', name: 'Google Authenticator' },
] as const

const featureNames = ['Event hook filtering', 'Realms', 'Network zone allowlists']

const policyPlans = [
  { type: 'OKTA_SIGN_ON', name: 'Default Policy', rule: 'SIGN_ON' },
  { type: 'PASSWORD', name: 'Default Policy', rule: 'PASSWORD' },
  { type: 'MFA_ENROLL', name: 'Default Policy', rule: 'MFA_ENROLL' },
  { type: 'ACCESS_POLICY', name: 'Any two factors', rule: 'ACCESS_POLICY' },
  { type: 'IDP_DISCOVERY', name: 'Idp Discovery Policy', rule: 'IDP_DISCOVERY' },
  { type: 'PROFILE_ENROLLMENT', name: 'Default Policy', rule: 'PROFILE_ENROLLMENT' },
  { type: 'POST_AUTH_SESSION', name: 'Session Protection Policy', rule: 'POST_AUTH_SESSION' },
  { type: 'ENTITY_RISK', name: 'Entity Risk Policy', rule: 'ENTITY_RISK' },
] as const

/** What every org is born with beside its people: the user type, authenticators, default policies and zones. */
export function foundResources(org: OrgState): void {
  const system = (kind: ResourceKind, name: string, body: JsonObject) => {
    const id = idFromName(kind.idPrefix, `${kind.name} ${name}`)
    const resource = insertResource(org, { kind }, { id, body })
    resourcesOf(org, { kind }).set(id, { ...resource, body: { ...resource.body, system: true } })
    return id
  }
  insertResource(
    org,
    { kind: userTypes },
    {
      id: org.userTypeId,
      body: { name: 'user', displayName: 'User', description: 'Okta user profile template' },
    },
  )
  for (const { key, type, name } of authenticatorPlans) {
    insertResource(org, { kind: authenticators }, { id: idFromName('aut', key), body: { key, type, name } })
  }
  for (const { type, name, rule } of policyPlans) {
    const parentId = system(policies, type, { type, name })
    const collection = { kind: policyRules, parentId }
    const { id, body } = insertResource(org, collection, { body: { name: 'Default Rule', type: rule } })
    const found = resourcesOf(org, collection).get(id)
    if (found !== undefined)
      resourcesOf(org, collection).set(id, { ...found, body: { ...body, system: true } })
  }
  system(authorizationServers, 'default', { name: 'default', audiences: ['api://default'] })
  system(brands, 'Acme', { name: 'Acme default' })
  for (const name of featureNames) {
    insertResource(org, { kind: features }, { id: idFromName('ftr', name), body: { name } })
  }
  const integration = { name: 'com.crowdstrike.zta', displayName: 'CrowdStrike ZTA', platform: 'MACOS' }
  insertResource(
    org,
    { kind: deviceIntegrations },
    { id: idFromName('dvi', integration.name), body: integration },
  )
  const mapping = {
    source: { id: org.userTypeId, name: 'user', type: 'user' },
    target: { id: idFromName('0oa', 'Slack'), name: 'slack', type: 'appuser' },
    properties: { email: { expression: 'user.email', pushStatus: 'PUSH' } },
  }
  insertResource(org, { kind: profileMappings }, { id: idFromName('prm', 'slack'), body: mapping })
  system(networkZones, 'BlockedIpZone', { type: 'IP', name: 'BlockedIpZone', usage: 'BLOCKLIST' })
  system(networkZones, 'LegacyIpZone', { type: 'IP', name: 'LegacyIpZone', usage: 'POLICY' })
}
