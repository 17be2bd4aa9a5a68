import { idFromName } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'
import { userTypes } from '../resources/directory-kinds.ts'
import type { ResourceKind } from '../resources/resource-kind.ts'
import { insertResource, resourcesOf } from '../resources/resources.ts'
import { authenticators, networkZones, policies, policyRules } from '../resources/security-kinds.ts'

const authenticatorPlans = [
  { key: 'okta_email', type: 'email', name: 'Email' },
  { key: 'okta_password', type: 'password', name: 'Password' },
  { key: 'okta_verify', type: 'app', name: 'Okta Verify' },
  { key: 'google_otp', type: 'app', name: 'Google Authenticator' },
] as const

const policyPlans = [
  { type: 'OKTA_SIGN_ON', name: 'Default Policy', rule: 'SIGN_ON' },
  { type: 'PASSWORD', name: 'Default Policy', rule: 'PASSWORD' },
  { type: 'MFA_ENROLL', name: 'Default Policy', rule: 'MFA_ENROLL' },
  { type: 'ACCESS_POLICY', name: 'Any two factors', rule: 'ACCESS_POLICY' },
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
    insertResource(org, { kind: policyRules, parentId }, { body: { name: 'Default Rule', type: rule } })
  }
  system(networkZones, 'BlockedIpZone', { type: 'IP', name: 'BlockedIpZone', usage: 'BLOCKLIST' })
  system(networkZones, 'LegacyIpZone', { type: 'IP', name: 'LegacyIpZone', usage: 'POLICY' })
}
