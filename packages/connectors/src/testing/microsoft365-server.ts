import { isJsonObject, toText } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'

export interface Microsoft365Server extends LoopbackServer {
  /** Base URL for the connection. */
  url: string
  /** What the token endpoint takes. Anything signed is taken too: its claims are in `received`. */
  clientSecret: string
  signInUrl: string
  users: JsonObject[]
  groups: { id: string; displayName: string; mail: string | null; members: string[] }[]
  messages: JsonObject[]
}

const skus = [
  { id: 't_sku1', skuId: 'sku1', skuPartNumber: 'ENTERPRISEPACK', consumedUnits: 2, appliesTo: 'User' },
  { id: 't_sku2', skuId: 'sku2', skuPartNumber: 'FLOW_FREE', consumedUnits: 0, appliesTo: 'User' },
].map((sku) => ({
  ...sku,
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled: 5, suspended: 0, warning: 0, lockedOut: 0 },
  servicePlans: [{ servicePlanId: `plan-of-${sku.skuId}`, servicePlanName: 'EXCHANGE_S_STANDARD' }],
}))

/** A server shaped like Microsoft Graph v1.0, with two people and three groups, which answers two objects a page. */
export async function startMicrosoft365Server(): Promise<Microsoft365Server> {
  const accessToken = 'eyJ.test'
  const clientSecret = 'test-secret'
  const users: JsonObject[] = [
    { id: 'u1', userPrincipalName: 'lin@acme.test', displayName: 'Lin Okoro', accountEnabled: true },
    { id: 'u2', userPrincipalName: 'sam@acme.test', displayName: 'Sam Reyes', accountEnabled: true },
  ].map((user) => ({ ...user, assignedLicenses: [] }))
  const groups = ['Sales', 'Sales East', 'Support'].map((displayName, index) => ({
    id: `g${index + 1}`,
    displayName,
    mail: `${displayName.toLowerCase().replace(' ', '-')}@acme.test`,
    members: [],
  }))
  const tenant: Tenant = { users, groups, messages: [], url: '' }
  const server = await listen((request) => {
    if (request.path === '/acme.test/oauth2/v2.0/token')
      return giveToken(request, { accessToken, clientSecret })
    if (request.headers['authorization'] !== `Bearer ${accessToken}`) {
      return refuse(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.')
    }
    for (const [pattern, answer] of routes) {
      const match = pattern.exec(`${request.method} ${request.path}`)
      if (match !== null) return answer(tenant, request, match.slice(1).map(decodeURIComponent))
    }
    return refuse(400, 'BadRequest', `Resource not found for the segment ${request.path}.`)
  })
  const url = `${server.url}/v1.0`
  tenant.url = url
  return { ...server, url, signInUrl: server.url, clientSecret, users, groups, messages: tenant.messages }
}

interface Tenant extends Pick<Microsoft365Server, 'users' | 'groups' | 'messages'> {
  url: string
}
type Route = (tenant: Tenant, request: Received, parts: string[]) => Answer

const routes: [RegExp, Route][] = [
  [/^GET \/v1\.0\/organization$/, () => list([{ id: 't1', displayName: 'Acme' }])],
  [/^GET \/v1\.0\/subscribedSkus$/, () => list(skus)],
  [/^GET \/v1\.0\/users$/, ({ users }) => list(users)],
  [/^GET \/v1\.0\/users\/([^/]+)$/, ({ users }, _, [id]) => one(findUser(users, id))],
  [/^PATCH \/v1\.0\/users\/([^/]+)$/, changeUser],
  [/^GET \/v1\.0\/users\/([^/]+)\/licenseDetails$/, () => list([{ skuId: 'sku1' }])],
  [/^GET \/v1\.0\/users\/([^/]+)\/drives$/, () => refuse(403, 'accessDenied', 'Access denied')],
  [/^POST \/v1\.0\/users\/([^/]+)\/assignLicense$/, assignLicense],
  [/^POST \/v1\.0\/users\/([^/]+)\/revokeSignInSessions$/, () => ({ body: { value: true } })],
  [/^GET \/v1\.0\/groups$/, listGroups],
  [/^POST \/v1\.0\/groups$/, (_, { body }) => ({ status: 201, body: { ...toObject(body), id: 'g9' } })],
  [/^DELETE \/v1\.0\/groups\/([^/]+)$/, deleteGroup],
  [/^GET \/v1\.0\/groups\/([^/]+)\/members$/, listMembers],
  [/^POST \/v1\.0\/groups\/([^/]+)\/members\/\$ref$/, addMember],
  [/^DELETE \/v1\.0\/groups\/([^/]+)\/members\/([^/]+)\/\$ref$/, removeMember],
  [/^POST \/v1\.0\/invitations$/, invite],
  [/^POST \/v1\.0\/users\/[^/]+\/messages$/, createDraft],
  [/^GET \/v1\.0\/users\/[^/]+\/messages$/, searchMessages],
  [/^POST \/v1\.0\/users\/[^/]+\/messages\/([^/]+)\/send$/, sendDraft],
]

function giveToken(
  { body, method }: Received,
  { accessToken, clientSecret }: { accessToken: string; clientSecret: string },
): Answer {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  const isKnown = form.get('client_secret') === clientSecret || form.has('client_assertion')
  if (method !== 'POST' || form.get('grant_type') !== 'client_credentials' || !isKnown) {
    const error_description = 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1'
    return { status: 401, body: { error: 'invalid_client', error_description } }
  }
  return { body: { token_type: 'Bearer', expires_in: 3599, access_token: accessToken } }
}

function changeUser({ users }: Tenant, { body }: Received, [id]: string[]): Answer {
  const user = findUser(users, id)
  if (user === undefined) return notFound()
  Object.assign(user, toObject(body))
  return { status: 204 }
}

function assignLicense({ users }: Tenant, { body }: Received, [id]: string[]): Answer {
  const user = findUser(users, id)
  if (user === undefined) return notFound()
  const { addLicenses, removeLicenses } = toObject(body)
  const assigned = toList(user['assignedLicenses']).map(toObject)
  for (const sku of toList(removeLicenses)) {
    if (!assigned.some(({ skuId }) => skuId === sku)) {
      return refuse(400, 'Request_BadRequest', 'User does not have a corresponding license.')
    }
  }
  const added = toList(addLicenses).map(toObject)
  const kept = assigned.filter(
    ({ skuId }) =>
      !toList(removeLicenses).includes(skuId ?? null) && !added.some((one) => one['skuId'] === skuId),
  )
  user['assignedLicenses'] = [...kept, ...added]
  return { body: user }
}

function listGroups({ groups, url }: Tenant, { query }: Received): Answer {
  const [, name = '', value = ''] =
    /^(\w+) eq '(.*)'$/.exec(query['$filter'] ?? '') ??
    /^startswith\((\w+),'(.*)'\)$/.exec(query['$filter'] ?? '') ??
    []
  const isStart = query['$filter']?.startsWith('startswith') === true
  const found = groups
    .map(({ members: _, ...group }): JsonObject => group)
    .filter((group) => {
      if (name === '') return true
      const own = toText(group[name] ?? '')
      const wanted = value.replaceAll("''", "'")
      return isStart ? own.startsWith(wanted) : own === wanted
    })
  const start = Number(query['$skiptoken'] ?? 0)
  const top = Number(query['$top'] ?? 100)
  const end = start + Math.min(top, 2)
  const { $skiptoken: _, ...rest } = query
  const next = `${url}/groups?${new URLSearchParams({ ...rest, $skiptoken: String(end) }).toString()}`
  const link = end < found.length ? { '@odata.nextLink': next } : {}
  return { body: { value: found.slice(start, end), ...link } }
}

function deleteGroup({ groups }: Tenant, _: Received, [id]: string[]): Answer {
  const index = groups.findIndex((group) => group.id === id)
  if (index === -1) return notFound()
  groups.splice(index, 1)
  return { status: 204 }
}

function listMembers({ groups }: Tenant, { query, headers }: Received, [id]: string[]): Answer {
  const group = groups.find((candidate) => candidate.id === id)
  if (group === undefined) return notFound()
  if (headers['consistencylevel'] !== 'eventual')
    return refuse(400, 'Request_UnsupportedQuery', 'Unsupported')
  const [, user] = /^id eq '(.*)'$/.exec(query['$filter'] ?? '') ?? []
  return list(group.members.filter((member) => member === user).map((member) => ({ id: member })))
}

function addMember({ groups, users, url }: Tenant, { body }: Received, [id]: string[]): Answer {
  const group = groups.find((candidate) => candidate.id === id)
  const reference = toText(toObject(body)['@odata.id'] ?? '')
  const user = findUser(users, decodeURIComponent(reference.replace(`${url}/users/`, '')))
  if (group === undefined || user === undefined) return notFound()
  if (group.members.includes(toText(user['id'] ?? ''))) {
    return refuse(400, 'Request_BadRequest', 'One or more added object references already exist.')
  }
  group.members.push(toText(user['id'] ?? ''))
  return { status: 204 }
}

function removeMember({ groups }: Tenant, _: Received, [id, user]: string[]): Answer {
  const group = groups.find((candidate) => candidate.id === id)
  if (group === undefined || !group.members.includes(user ?? '')) return notFound()
  group.members = group.members.filter((member) => member !== user)
  return { status: 204 }
}

function invite({ users }: Tenant, { body }: Received): Answer {
  const asked = toObject(body)
  const id = `u${users.length + 1}`
  users.push({ id, mail: asked['invitedUserEmailAddress'] ?? null, userType: 'Guest' })
  const redeem = { inviteRedeemUrl: 'https://login.test/redeem', status: 'PendingAcceptance' }
  return { status: 201, body: { ...asked, ...redeem, id: 'i1', invitedUser: { id } } }
}

function createDraft({ messages }: Tenant, { body, headers }: Received): Answer {
  if (headers['prefer'] !== 'IdType="ImmutableId"') return refuse(400, 'BadRequest', 'Ids would change.')
  const id = `AAkA${messages.length + 1}`
  const internetMessageId = `<${id}@acme.test>`
  messages.push({ ...toObject(body), id, internetMessageId, isDraft: true })
  return { status: 201, body: { id, internetMessageId, isDraft: true } }
}

function sendDraft({ messages }: Tenant, _: Received, [id]: string[]): Answer {
  const draft = messages.find((message) => message['id'] === id && message['isDraft'] === true)
  if (draft === undefined) return notFound()
  draft['isDraft'] = false
  return { status: 202 }
}

function searchMessages({ messages }: Tenant, { query }: Received): Answer {
  const [, id, value] = /ep\/id eq '(.*)' and ep\/value eq '(.*)'\)$/.exec(query['$filter'] ?? '') ?? []
  return list(
    messages.filter((message) =>
      toList(message['singleValueExtendedProperties'])
        .map(toObject)
        .some((property) => property['id'] === id && property['value'] === value),
    ),
  )
}

function findUser(users: JsonObject[], id: string | undefined): JsonObject | undefined {
  return users.find((user) => user['id'] === id || user['userPrincipalName'] === id)
}

function one(found: JsonObject | undefined): Answer {
  return found === undefined ? notFound() : { body: found }
}

function list(value: Json[]): Answer {
  return { body: { value } }
}

function notFound(): Answer {
  return refuse(404, 'Request_ResourceNotFound', 'Resource does not exist.')
}

function refuse(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message, innerError: { 'request-id': 'r1' } } } }
}

function toObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

function toList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}
