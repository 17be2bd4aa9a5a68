import { ConnectionError, RemoteError, TemporaryError, findFieldMeta } from '@keyway/sdk'
import {
  createTestContext,
  readPages,
  runAction,
  startSlackServer,
  type SlackServer,
} from '@keyway/connectors/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listChannels } from './actions/list-channels.ts'
import { listUsers } from './actions/list-users.ts'
import { readUser } from './actions/read-user.ts'
import { sendDirectMessage } from './actions/send-direct-message.ts'
import { sendMessageToChannel } from './actions/send-message-to-channel.ts'
import { channel, user } from './fields.ts'
import { slack } from './index.ts'

let server: SlackServer
beforeAll(async () => {
  server = await startSlackServer()
})
beforeEach(() => {
  server.messages.length = 0
})
afterAll(() => server.close())

const contextOf = (token = server.token) =>
  createTestContext({ connector: slack, connection: { token, baseUrl: server.url } })

test('reads a user by e-mail address and by id', async () => {
  const byEmail = await runAction(readUser, { email: 'lin@acme.test' }, contextOf())
  expect(byEmail).toMatchObject({
    id: 'U0001',
    fullName: 'Lin Okoro',
    username: 'lin',
    email: 'lin@acme.test',
  })
  expect(await runAction(readUser, { email: '', user: 'U0001' }, contextOf())).toEqual(byEmail)
})

test('encodes what data puts into a query', async () => {
  const lookup = runAction(readUser, { email: 'a+b@acme.test&user=U0001' }, contextOf())
  await expect(lookup).rejects.toMatchObject({ code: 'slack_users_not_found' })
  expect(server.received.at(-1)?.query).toEqual({ email: 'a+b@acme.test&user=U0001' })
})

test('posts to a channel with name, icon and thread', async () => {
  const input = {
    channel: 'C0001',
    text: 'Password of *Lin* breached',
    username: 'Okta alerts',
    iconEmoji: 'bell',
    thread: '1780000000.000009',
  }
  const sent = await runAction(sendMessageToChannel, input, contextOf())
  expect(sent).toEqual({ channel: 'C0001', timestamp: '1780000000.000001' })
  expect(server.messages[0]?.body).toEqual({
    channel: 'C0001',
    text: 'Password of *Lin* breached',
    link_names: true,
    username: 'Okta alerts',
    icon_emoji: ':bell:',
    thread_ts: '1780000000.000009',
  })
})

test('blanks of imported flows count as left out', async () => {
  const input = {
    channel: 'C0001',
    text: 'Hello',
    thread: '',
    username: null,
    iconEmoji: '',
    linkNames: false,
  }
  await runAction(sendMessageToChannel, input, contextOf())
  expect(server.messages[0]?.body).toEqual({ channel: 'C0001', text: 'Hello', link_names: false })
})

test('opens a conversation before it writes to a person', async () => {
  const sent = await runAction(sendDirectMessage, { user: 'U0002', text: 'Hello' }, contextOf())
  expect(sent).toMatchObject({ channel: 'D0002' })
  expect(server.received.slice(-2).map(({ path }) => path)).toEqual([
    '/api/conversations.open',
    '/api/chat.postMessage',
  ])
})

test('a refusal with status 200 is an error with the reason of Slack', async () => {
  const sent = runAction(sendMessageToChannel, { channel: 'C9999', text: 'Hello' }, contextOf())
  await expect(sent).rejects.toThrow(RemoteError)
  await expect(sent).rejects.toMatchObject({ code: 'slack_channel_not_found', retry: 'never' })
})

test('a bad token asks for another one and does not appear in the error', async () => {
  const error = await runAction(readUser, { user: 'U0001' }, contextOf('xoxb-wrong-secret')).catch(
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(ConnectionError)
  expect(error).toMatchObject({ code: 'slack_invalid_auth' })
  expect(JSON.stringify(error) + String(error)).not.toContain('xoxb-wrong-secret')
})

test('a rate limit is worth another try', async () => {
  server.answerNext({
    status: 429,
    headers: { 'retry-after': '3' },
    body: { ok: false, error: 'ratelimited' },
  })
  const sent = runAction(sendMessageToChannel, { channel: 'C0001', text: 'Hello' }, contextOf())
  await expect(sent).rejects.toThrow(TemporaryError)
})

test('an answer that is not from Slack is said to be one', async () => {
  server.answerNext({ body: '<html>captive portal</html>' })
  const sent = runAction(sendMessageToChannel, { channel: 'C0001', text: 'Hello' }, contextOf())
  await expect(sent).rejects.toMatchObject({ code: 'slack_unexpected_answer' })
})

test('a message needs a text or blocks', async () => {
  const sent = runAction(sendMessageToChannel, { channel: 'C0001', text: '', blocks: [] }, contextOf())
  await expect(sent).rejects.toMatchObject({ code: 'input_invalid' })
})

test('pickers search all pages', async () => {
  const many = await startSlackServer({
    users: Array.from({ length: 7 }, (_, n) => ({
      id: `U${n}`,
      name: `p${n}`,
      realName: `Person ${n}`,
      email: `p${n}@acme.test`,
    })),
    channels: ['general', 'random', 'security', 'security-alerts', 'okta'].map((name, n) => ({
      id: `C${n}`,
      name,
    })),
  })
  try {
    const connection = { token: many.token, baseUrl: many.url }
    const context = createTestContext({ connector: slack, connection })
    expect(await findFieldMeta(user)?.options?.(context, 'person 6', {})).toEqual([
      { value: 'U6', label: 'Person 6' },
    ])
    expect(await findFieldMeta(channel)?.options?.(context, '#SECURITY', {})).toEqual([
      { value: 'C2', label: '#security' },
      { value: 'C3', label: '#security-alerts' },
    ])
  } finally {
    await many.close()
  }
})

test('members and channels are the same at once and page by page', async () => {
  const names = ['general', 'random', 'security', 'okta', 'payroll']
  const users = names.map((name, n) => ({ id: `U${n}`, name, realName: name, email: `${name}@acme.test` }))
  const many = await startSlackServer({ users, channels: names.map((name, n) => ({ id: `C${n}`, name })) })
  try {
    const connection = { token: many.token, baseUrl: many.url }
    const context = createTestContext({ connector: slack, connection })
    for (const [action, key] of [
      [listUsers, 'users'],
      [listChannels, 'channels'],
    ] as const) {
      const all = Object(await runAction(action, {}, context))
      expect(all).toMatchObject({ hasMore: false, [key]: [{ raw: {} }, {}, {}, {}, {}] })
      const pages = await readPages(action, { size: 2 }, context)
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
      expect(pages.flat()).toEqual(all[key])
      expect(Object(await runAction(action, { limit: 3 }, context))).toMatchObject({ hasMore: true })
      expect((await readPages(action, { input: { limit: 3 }, size: 2 }, context)).flat()).toEqual(
        all[key].slice(0, 3),
      )
    }
    expect(many.received.at(-1)?.query).toMatchObject({ exclude_archived: 'true', limit: '1' })
  } finally {
    await many.close()
  }
})

test('a cursor that Slack no longer takes is an error that says what to do', async () => {
  server.answerNext({ body: { ok: false, error: 'invalid_cursor' } })
  const cursor = { place: 'old', left: null }
  const parsed = listUsers.input.parse({})
  await expect(listUsers.readPage?.(parsed, { cursor, size: 5 }, contextOf())).rejects.toMatchObject({
    code: 'slack_invalid_cursor',
    message: expect.stringContaining('Start the loop again'),
  })
})

test('the connection test names the workspace', async () => {
  expect(await slack.test?.(contextOf())).toMatchObject({ ok: true, message: 'Connected to Acme as keyway.' })
})
