import { isJsonObject } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'

export interface SlackUser {
  id: string
  name: string
  realName: string
  email: string
}

export interface SlackMessage {
  channel: string
  text: string
  ts: string
  /** The whole body of the call. */
  body: JsonObject
}

export interface SlackServer extends LoopbackServer {
  /** Base URL for the connection. */
  url: string
  token: string
  messages: SlackMessage[]
  /** Makes the next call answer this instead, once. */
  answerNext: (answer: Answer) => void
}

export interface SlackServerOptions {
  token?: string
  users?: readonly SlackUser[]
  channels?: readonly { id: string; name: string }[]
}

const people: readonly SlackUser[] = [
  { id: 'U0001', name: 'lin', realName: 'Lin Okoro', email: 'lin@acme.test' },
  { id: 'U0002', name: 'sam', realName: 'Sam Reyes', email: 'sam@acme.test' },
]
const rooms = [
  { id: 'C0001', name: 'security' },
  { id: 'C0002', name: 'general' },
]

/**
 * A server shaped like the Slack Web API: it checks token, content type and arguments as Slack does, and answers 200
 * with `ok: false` where Slack would.
 */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const { token = 'xoxb-test', users = people, channels = rooms } = options
  const messages: SlackMessage[] = []
  const planned: Answer[] = []
  const org: Workspace = { users, channels, messages }
  const server = await listen((request) => {
    const next = planned.shift()
    if (next !== undefined) return next
    if (request.headers['authorization'] !== `Bearer ${token}`) return refuse('invalid_auth')
    const method = methods[request.path.replace(/^\/api\//, '')]
    return method === undefined ? refuse('unknown_method') : method(org, readArguments(request))
  })
  return {
    ...server,
    url: `${server.url}/api`,
    token,
    messages,
    answerNext: (answer) => planned.push(answer),
  }
}

interface Workspace {
  users: readonly SlackUser[]
  channels: readonly { id: string; name: string }[]
  messages: SlackMessage[]
}

const methods: Record<string, (org: Workspace, input: JsonObject) => Answer> = {
  'auth.test': () => accept({ team: 'Acme', user: 'keyway', user_id: 'U9999' }),
  'users.lookupByEmail': ({ users }, { email }) => answerUser(users.find((user) => user.email === email)),
  'users.info': ({ users }, input) => answerUser(users.find((user) => user.id === input['user'])),
  'users.list': ({ users }, input) => page(users.map(toUser), { name: 'members', input }),
  'conversations.list': ({ channels }, input) =>
    page(
      channels.map((channel) => ({ ...channel })),
      { name: 'channels', input },
    ),
  'conversations.open': ({ users }, input) => {
    const user = users.find(({ id }) => id === input['users'])
    return user === undefined ? refuse('user_not_found') : accept({ channel: { id: `D${user.id.slice(1)}` } })
  },
  'chat.postMessage': postMessage,
}

function postMessage({ users, channels, messages }: Workspace, body: JsonObject): Answer {
  const { channel, blocks } = body
  const text = typeof body['text'] === 'string' ? body['text'] : ''
  const direct = users.map((user) => `D${user.id.slice(1)}`)
  const known = [...channels.map(({ id }) => id), ...direct]
  if (typeof channel !== 'string' || !known.includes(channel)) return refuse('channel_not_found')
  if (text === '' && !Array.isArray(blocks)) return refuse('no_text')
  if (Array.isArray(blocks) && (blocks.length === 0 || blocks.length > 50)) return refuse('invalid_blocks')
  const ts = `1780000000.${String(messages.length + 1).padStart(6, '0')}`
  messages.push({ channel, text, ts, body })
  return accept({ channel, ts, message: { text } })
}

/** Two items a page, so that every list has to be paged through. */
function page(items: Json[], { name, input }: { name: string; input: JsonObject }): Answer {
  const start = Number(input['cursor'] ?? 0)
  const end = start + 2
  const next_cursor = end < items.length ? String(end) : ''
  return accept({ [name]: items.slice(start, end), response_metadata: { next_cursor } })
}

function readArguments(request: Received): JsonObject {
  return request.method === 'POST' && isJsonObject(request.body) ? request.body : request.query
}

function answerUser(user: SlackUser | undefined): Answer {
  return user === undefined ? refuse('users_not_found') : accept({ user: toUser(user) })
}

function toUser({ id, name, realName, email }: SlackUser): JsonObject {
  return {
    id,
    name,
    real_name: realName,
    deleted: false,
    is_bot: false,
    profile: { email, real_name: realName },
  }
}

const accept = (body: JsonObject): Answer => ({ body: { ok: true, ...body } })
const refuse = (error: string): Answer => ({ body: { ok: false, error } })
