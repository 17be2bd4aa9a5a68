import { isJsonObject, path } from '@keyway/sdk'
import type { Http, Json, JsonObject } from '@keyway/sdk'
import { asObject } from './client.ts'

/** What Graph keeps in the directory of a user. It gives a dozen of these unless they are asked for by name. */
const directoryProperties = [
  'accountEnabled,ageGroup,assignedLicenses,assignedPlans,businessPhones,city,companyName,consentProvidedForMinor',
  'country,createdDateTime,creationType,department,displayName,employeeHireDate,employeeId,employeeOrgData,employeeType',
  'externalUserState,externalUserStateChangeDateTime,faxNumber,givenName,id,identities,imAddresses,jobTitle',
  'lastPasswordChangeDateTime,legalAgeGroupClassification,licenseAssignmentStates,mail,mailNickname,mobilePhone',
  'officeLocation,onPremisesDistinguishedName,onPremisesDomainName,onPremisesExtensionAttributes',
  'onPremisesImmutableId,onPremisesLastSyncDateTime,onPremisesProvisioningErrors,onPremisesSamAccountName',
  'onPremisesSecurityIdentifier,onPremisesSyncEnabled,onPremisesUserPrincipalName,otherMails,passwordPolicies',
  'postalCode,preferredDataLocation,preferredLanguage,provisionedPlans,proxyAddresses,securityIdentifier',
  'showInAddressList,signInSessionsValidFromDateTime,state,streetAddress,surname,usageLocation,userPrincipalName,userType',
].join(',')

export async function readDirectoryUser(http: Http, user: string): Promise<JsonObject> {
  return asObject(await http.get(path`/users/${user}`, { $select: directoryProperties }))
}

/** What Graph keeps elsewhere, each with a permission and a service of its own. */
export const userDetails = ['aboutMe', 'drives', 'licenseDetails'] as const
export type UserDetail = (typeof userDetails)[number]

/** One detail of a user; null where the app may not read it, or the service behind it does not know the user. */
export async function readUserDetail(http: Http, user: string, detail: UserDetail): Promise<Json> {
  const isProperty = detail === 'aboutMe'
  const { status, body } = await http.request({
    method: 'GET',
    path: isProperty ? path`/users/${user}` : path`/users/${user}/${detail}`,
    query: isProperty ? { $select: detail } : {},
    allow: [400, 403, 404],
  })
  if (status >= 400 || !isJsonObject(body)) return null
  return body[isProperty ? detail : 'value'] ?? null
}
