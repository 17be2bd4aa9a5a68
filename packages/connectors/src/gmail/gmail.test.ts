import { ConnectionError } from '@keyway/sdk'
import {
  createTestContext,
  listen,
  runAction,
  startGmailServer,
  type GmailServer,
} from '@keyway/connectors/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendEmail } from './actions/send-email.ts'
import { gmail } from './index.ts'

let server: GmailServer
beforeAll(async () => {
  server = await startGmailServer()
})
beforeEach(() => {
  server.messages.length = 0
})
afterAll(() => server.close())

const contextOf = (accessToken = server.accessToken) =>
  createTestContext({ connector: gmail, connection: { accessToken, baseUrl: server.url } })

test('sends a message with all its recipients', async () => {
  const input = {
    to: ['Lin Okoro <lin@acme.test>', '', 'sam@acme.test'],
    cc: ['cora@acme.test'],
    bcc: ['audit@acme.test'],
    from: 'Keyway <keyway@acme.test>',
    subject: 'Your password was found in a breach – please change it',
    body: 'Hello Lin,\nplease change it. Grüße',
  }
  const sent = await runAction(sendEmail, input, contextOf())
  expect(sent).toMatchObject({ messageId: '18c0000000000001' })
  const [message] = server.messages
  expect(message?.headers).toMatchObject({
    to: 'Lin Okoro <lin@acme.test>, sam@acme.test',
    cc: 'cora@acme.test',
    bcc: 'audit@acme.test',
    from: 'Keyway <keyway@acme.test>',
    date: 'Wed, 03 Jun 2026 09:15:32 +0000',
    'mime-version': '1.0',
  })
  expect(message?.headers['subject']).toMatch(/^=\?UTF-8\?Q\?/)
  expect(message?.headers['content-type']).toBe('text/plain; charset=utf-8')
})

test('sends HTML when asked to, and nothing but ASCII on the wire', async () => {
  await runAction(sendEmail, { to: ['lin@acme.test'], body: '<p>Grüße 🎉</p>', isHtml: true }, contextOf())
  expect(server.messages[0]?.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(server.messages[0]?.source).toMatch(/^[\r\n\t\u0020-\u007e]*$/)
})

test('data in subject, name and body adds no header and no recipient', async () => {
  const evil = 'Hi\r\nBcc: thief@evil.test\r\n\r\n<h1>'
  await runAction(sendEmail, { to: ['lin@acme.test'], subject: evil, body: evil }, contextOf())
  const [message] = server.messages
  expect(Object.keys(message?.headers ?? {}).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'content-transfer-encoding',
    'content-type',
    'date',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ])
  expect(message?.headers['subject']).toBe('Hi Bcc: thief@evil.test <h1>')
})

test.each([
  'lin@acme.test, thief@evil.test',
  'lin@acme.test\r\nBcc: thief@evil.test',
  'lin@acme.test\nthief@evil.test',
  'Lin <lin@acme.test> <thief@evil.test>',
  'team: lin@acme.test, sam@acme.test;',
  'lin@acme.test; thief@evil.test',
  'not an address',
  '@acme.test',
  'lin@',
])('refuses %j as one address', async (address) => {
  const before = server.messages.length
  await expect(runAction(sendEmail, { to: [address], body: 'x' }, contextOf())).rejects.toMatchObject({
    code: 'input_invalid',
  })
  await expect(
    runAction(sendEmail, { to: ['lin@acme.test'], from: address, body: 'x' }, contextOf()),
  ).rejects.toMatchObject({ code: 'input_invalid' })
  expect(server.messages).toHaveLength(before)
})

test('refuses a message to nobody', async () => {
  await expect(runAction(sendEmail, { to: ['', ' '], body: 'x' }, contextOf())).rejects.toThrow(
    /no recipient/,
  )
})

test('the same step gives the same Message-ID, another step another', async () => {
  const send = (idempotencyKey: string) =>
    runAction(
      sendEmail,
      { to: ['lin@acme.test'], from: 'keyway@acme.test', body: 'x' },
      { ...contextOf(), idempotencyKey },
    )
  await send('a')
  await send('a')
  await send('b')
  const [first, second, third] = server.messages.map(({ headers }) => headers['message-id'])
  expect(first).toMatch(/^<[0-9a-f]{40}@acme\.test>$/)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('an expired token asks for another one', async () => {
  const sent = runAction(sendEmail, { to: ['lin@acme.test'], body: 'x' }, contextOf('ya29.expired'))
  await expect(sent).rejects.toThrow(ConnectionError)
  await expect(sent).rejects.toMatchObject({ code: 'gmail_authError' })
})

test('the connection test names the mailbox', async () => {
  expect(await gmail.test?.(contextOf())).toEqual({ ok: true, message: 'Connected as keyway@acme.test.' })
})

test('a token that may only send passes the connection test', async () => {
  const error = { code: 403, message: 'Insufficient', errors: [{ reason: 'insufficientPermissions' }] }
  const narrow = await listen(() => ({ status: 403, body: { error } }))
  try {
    const context = createTestContext({
      connector: gmail,
      connection: { accessToken: 'x', baseUrl: narrow.url },
    })
    expect(await gmail.test?.(context)).toMatchObject({ ok: true })
  } finally {
    await narrow.close()
  }
})
