import { X509Certificate, createHash, verify } from 'node:crypto'
import { ConnectionError, isJsonObject, toText, type Action, type JsonObject } from '@keyway/sdk'
import {
  createMemoryFiles,
  createTestContext,
  rsaCertificate,
  lookUpAction,
  readPages,
  runAction,
  startMicrosoft365Server,
  type Microsoft365Server,
} from '@keyway/connectors/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { microsoft365 } from './index.ts'

let server: Microsoft365Server
beforeEach(async () => {
  server = await startMicrosoft365Server()
})
afterEach(() => server.close())

const connectionOf = () => ({
  tenant: 'acme.test',
  clientId: 'app1',
  clientSecret: server.clientSecret,
  baseUrl: server.url,
  signInUrl: server.signInUrl,
  mailbox: 'ops@acme.test',
})
const contextOf = (more: JsonObject = {}) =>
  createTestContext({ connector: microsoft365, connection: { ...connectionOf(), ...more } })

function actionOf(name: string): Action {
  const action = microsoft365.actions.find(({ id }) => id === `microsoft365.${name}`)
  if (action === undefined) throw new Error(`There is no action ${name}.`)
  return action
}
const run = (name: string, input: JsonObject = {}) => runAction(actionOf(name), input, contextOf())
const lookUp = (name: string, input: JsonObject = {}) => lookUpAction(actionOf(name), input, contextOf())

describe('users', () => {
  test('are read with what the directory has, and more where asked for', async () => {
    const { user } = Object(
      await run('read_user', { user: 'lin@acme.test', include: ['drives', 'licenseDetails'] }),
    )
    // The stand-in refuses the drives, as Graph does to an app without the permission.
    expect(user).toMatchObject({ id: 'u1', drives: null, licenseDetails: [{ skuId: 'sku1' }] })
    const first = server.received.find(({ method }) => method === 'GET')
    expect(first?.query['$select']?.split(',')).toContain('licenseAssignmentStates')
    await expect(run('read_user', { user: 'nobody' })).rejects.toMatchObject({
      code: 'microsoft365_Request_ResourceNotFound',
      statusCode: 404,
    })
  })

  test('are disabled and enabled', async () => {
    expect(await run('disable_user_account', { user: 'u1' })).toEqual({ statusCode: 204 })
    expect(server.users[0]).toMatchObject({ accountEnabled: false })
    expect(await run('enable_user_account', { user: 'u1' })).toEqual({ statusCode: 204 })
    expect(server.users[0]).toMatchObject({ accountEnabled: true })
  })

  test('lose their sessions', async () => {
    expect(await run('revoke_user_sessions', { user: 'u1' })).toEqual({ revoked: true, statusCode: 200 })
  })

  test('are invited from outside', async () => {
    const guest = await run('create_guest_user', {
      email: 'kim@partner.test',
      redirectUrl: 'https://app.acme.test',
      message: 'Welcome',
      ccAddress: 'lin@acme.test',
    })
    expect(guest).toMatchObject({
      id: 'i1',
      userId: 'u3',
      invitation: { status: 'PendingAcceptance', sendInvitationMessage: false },
      messageInfo: {
        customizedMessageBody: 'Welcome',
        ccRecipients: [{ emailAddress: { address: 'lin@acme.test' } }],
      },
    })
  })
})

describe('licenses', () => {
  test('are listed', async () => {
    const { licenses } = Object(await run('list_licenses'))
    expect(licenses).toHaveLength(2)
    expect(licenses[0]).toMatchObject({ skuId: 'sku1', consumedUnits: 2 })
  })

  test('are assigned again without harm, and removed once', async () => {
    const input = { user: 'u1', license: 'sku1' }
    const disabledPlans = ['plan-of-sku1']
    await run('assign_license', { ...input, disabledPlans })
    expect(await run('assign_license', { ...input, disabledPlans })).toMatchObject({
      user: { assignedLicenses: [{ skuId: 'sku1', disabledPlans }] },
    })
    expect(await lookUp('remove_license', input)).toBeUndefined()
    expect(await run('remove_license', input)).toMatchObject({ user: { assignedLicenses: [] } })
    expect(await lookUp('remove_license', input)).toMatchObject({ user: { id: 'u1' } })
    await expect(run('remove_license', input)).rejects.toThrow(/does not have a corresponding license/)
  })
})

describe('groups', () => {
  test('get and lose members, by id or principal name', async () => {
    const input = { user: 'lin@acme.test', group: 'g1' }
    expect(await lookUp('add_user_to_group', input)).toBeUndefined()
    expect(await lookUp('remove_user_from_group', input)).toEqual({ statusCode: 204 })
    expect(await run('add_user_to_group', input)).toEqual({ statusCode: 204 })
    expect(server.groups[0]?.members).toEqual(['u1'])
    expect(await lookUp('add_user_to_group', input)).toEqual({ statusCode: 204 })
    expect(await lookUp('remove_user_from_group', input)).toBeUndefined()
    await expect(run('add_user_to_group', input)).rejects.toThrow(/already exist/)
    expect(await run('remove_user_from_group', input)).toEqual({ statusCode: 204 })
    expect(server.groups[0]?.members).toEqual([])
    expect(server.users).toHaveLength(2)
  })

  test('are found by a property', async () => {
    const found = await run('search_groups', { match: { mail: 'sales@acme.test', displayName: '' } })
    expect(found).toMatchObject({ groups: [{ id: 'g1' }], group: { id: 'g1' }, hasMore: false })
    const input = { match: { displayName: 'Sales' }, operator: 'startsWith', resultSet: 'first' }
    expect(await run('search_groups', input)).toMatchObject({ groups: [{ id: 'g1' }], hasMore: true })
    expect(await run('search_groups', { match: { mail: "o'neil' or 1 eq 1" } })).toMatchObject({
      groups: [],
      group: null,
    })
    await expect(run('search_groups', { match: { 'mail eq 1 or x': '1' } })).rejects.toThrow(/no property/)
  })

  test('come at once and page by page', async () => {
    const { groups } = Object(await run('search_groups'))
    expect(groups).toHaveLength(3)
    const pages = await readPages(actionOf('search_groups'), { input: {}, size: 2 }, contextOf())
    expect(pages.flat()).toEqual(groups)
    expect(pages).toHaveLength(2)
  })

  test('are deleted', async () => {
    expect(await run('delete_group', { group: 'g1' })).toEqual({ statusCode: 204 })
    expect(server.groups).toHaveLength(2)
  })
})

describe('messages', () => {
  const message = {
    to: ['Lin <lin@acme.test>'],
    cc: ['sam@acme.test'],
    subject: 'Hi',
    body: '<p>x</p>',
    contentType: 'HTML',
  }

  test('are sent from the mailbox of the connection, or of the step', async () => {
    expect(await run('send_email', message)).toEqual({
      messageId: 'AAkA1',
      internetMessageId: '<AAkA1@acme.test>',
    })
    expect(server.messages[0]).toMatchObject({
      isDraft: false,
      body: { contentType: 'html', content: '<p>x</p>' },
      toRecipients: [{ emailAddress: { name: 'Lin', address: 'lin@acme.test' } }],
      ccRecipients: [{ emailAddress: { address: 'sam@acme.test' } }],
    })
    await run('send_email', { ...message, mailbox: 'hr@acme.test' })
    const calls = server.received.filter(({ path }) => path.startsWith('/v1.0'))
    expect(calls.map(({ path }) => path.split('/')[3])).toEqual([
      'ops%40acme.test',
      'ops%40acme.test',
      'hr%40acme.test',
      'hr%40acme.test',
    ])
    await expect(runAction(actionOf('send_email'), message, contextOf({ mailbox: '' }))).rejects.toThrow(
      /no sender/,
    )
  })

  test('carry files, as far as one request holds them', async () => {
    const files = createMemoryFiles(4_000_000)
    const context = { ...contextOf(), files }
    const content = async function* (size: number) {
      yield Buffer.alloc(size, 'a')
    }
    const store = (size: number) =>
      files.write({ name: 'report.csv', contentType: 'text/csv' }, content(size))
    await runAction(actionOf('send_email'), { ...message, attachments: [await store(3)] }, context)
    expect(server.messages[0]).toMatchObject({
      attachments: [{ name: 'report.csv', contentType: 'text/csv', contentBytes: 'YWFh' }],
    })
    const long = { ...message, attachments: [await store(3_000_001)] }
    await expect(runAction(actionOf('send_email'), long, context)).rejects.toMatchObject({
      code: 'limit_attachments',
    })
    expect(server.messages).toHaveLength(1)
  })

  test('are found again by their step once they are sent', async () => {
    expect(await lookUp('send_email', message)).toBeUndefined()
    const sent = await run('send_email', message)
    expect(await lookUp('send_email', message)).toEqual(sent)
    const [first] = server.messages
    if (isJsonObject(first)) first['isDraft'] = true
    expect(await lookUp('send_email', message)).toBeUndefined()
  })
})

test('any endpoint can be called, below the base URL', async () => {
  const created = await run('custom_api_action', {
    method: 'POST',
    path: '/groups',
    body: { displayName: 'New' },
  })
  expect(created).toMatchObject({ statusCode: 201, body: { id: 'g9', displayName: 'New' } })
  const read = await run('custom_api_read', { path: "/groups?$filter=mail eq 'support@acme.test'" })
  expect(read).toMatchObject({ statusCode: 200, body: { value: [{ id: 'g3' }] } })
  await expect(run('custom_api_read', { path: '//evil.test/users' })).rejects.toThrow(/starts with one slash/)
})

test('the connection test names the tenant; a bad secret asks for another one', async () => {
  expect(await microsoft365.test?.(contextOf())).toEqual({ ok: true, message: 'Connected to Acme.' })
  const refused = microsoft365.test?.(contextOf({ clientSecret: 'old' }))
  await expect(refused).rejects.toThrow(ConnectionError)
  await expect(refused).rejects.toThrow(
    /^Microsoft gives no token \(invalid_client: AADSTS7000215: [^\r]*\)\. Check/,
  )
})

test('signs in with a certificate that Microsoft knows by its digest', async () => {
  const { cert, key } = rsaCertificate
  await microsoft365.test?.(contextOf({ signIn: 'certificate', certificate: `${cert}\n${key}` }))
  const form = new URLSearchParams(toText(server.received[0]?.body ?? ''))
  const [header = '', claims = '', signature = ''] = (form.get('client_assertion') ?? '').split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  const digest = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url')
  expect(read(header)).toEqual({ alg: 'RS256', typ: 'JWT', 'x5t#S256': digest })
  expect(read(claims)).toMatchObject({
    iss: 'app1',
    aud: `${server.signInUrl}/acme.test/oauth2/v2.0/token`,
  })
  const signed = Buffer.from(`${header}.${claims}`)
  expect(verify('sha256', signed, cert, Buffer.from(signature, 'base64url'))).toBe(true)
  const broken = microsoft365.test?.(contextOf({ signIn: 'certificate', certificate: cert }))
  await expect(broken).rejects.toMatchObject({ code: 'private_key_unusable' })
})
