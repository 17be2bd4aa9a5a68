import { isJsonObject, z, type Json, type JsonObject } from '@keyway/sdk'
import { defineSourceKind, type Delivery, type Reading } from '../sources/source-kind.ts'
import { readData, readJsonText } from '../sources/read-data.ts'
import { verifyHmac } from '../webhook/hmac.ts'

/** Slack gives up after 3 seconds; the rest is for the way there and back. */
const answerWithinMs = 2_500

const rule = {
  header: 'x-slack-signature',
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: 'v0=',
  signed: 'v0:{timestamp}:{body}',
  timestampHeader: 'x-slack-request-timestamp',
  toleranceSeconds: 300,
} as const

/**
 * Events, slash commands and buttons of a Slack app.
 *
 * Source: Slack, "Verifying requests from Slack", "Events API", "Slash commands", "Handling user interaction".
 */
export const slack = defineSourceKind({
  id: 'slack',
  title: 'Slack',
  about: 'Events, slash commands, buttons and dialogs of a Slack app.',
  settings: z.object({}),
  secret: {
    title: 'Signing secret of the Slack app',
    check: (secret) =>
      /^[0-9a-f]{32}$/.test(secret)
        ? undefined
        : "Slack's signing secret has 32 digits and letters from a to f.",
  },
  types: ['slash_command', 'block_actions', 'view_submission', 'shortcut', 'app_mention', 'message'],
  verify: (delivery, _settings, secrets) => verifyHmac(delivery, rule, secrets),
  read(delivery) {
    const read = readData(delivery)
    if (read.kind === 'fault') return read
    const { data } = read
    if (!isJsonObject(data)) return { kind: 'fault', code: 'not_from_slack' }
    if (data['type'] === 'url_verification') return readChallenge(data)
    if (data['type'] === 'event_callback') return readEvent(data)
    if (typeof data['payload'] === 'string') return readInteraction(delivery, data['payload'])
    if (data['ssl_check'] === '1') return answer('Slack looked at the certificate')
    return typeof data['command'] === 'string'
      ? readCommand(delivery, data)
      : { kind: 'fault', code: 'not_from_slack' }
  },
  steps: ({ url }) => [
    'In Slack, open your app (api.slack.com/apps), Basic Information, and copy its Signing Secret to here.',
    `For events: Event Subscriptions, Enable, request URL ${url}, then choose the bot events.`,
    `For a slash command: Slash Commands, Create, request URL ${url}.`,
    `For buttons, dialogs and shortcuts: Interactivity, switch on, request URL ${url}.`,
    'Install the app in the workspace again if Slack asks for it.',
  ],
})

function answer(what: string, body: Record<string, Json> = {}): Reading {
  return { kind: 'answer', what, response: () => Response.json(body) }
}

function readChallenge({ challenge = null }: JsonObject): Reading {
  return typeof challenge === 'string' && challenge.length <= 1_000
    ? answer('Slack verified the URL', { challenge })
    : { kind: 'fault', code: 'no_challenge' }
}

function readEvent(body: JsonObject): Reading {
  const event = isJsonObject(body['event']) ? body['event'] : {}
  const { event_id: id = null, event_time: time = null } = body
  if (typeof event['type'] !== 'string') return { kind: 'fault', code: 'not_from_slack' }
  return {
    kind: 'event',
    event: {
      type: event['type'],
      // Slack repeats what was not answered in time, under the same id.
      key: typeof id === 'string' ? id : null,
      subject: typeof event['user'] === 'string' ? event['user'] : null,
      occurredAt: typeof time === 'number' ? time * 1000 : null,
      payload: { team: body['team_id'] ?? null, event, raw: body },
    },
  }
}

function readInteraction({ headers }: Delivery, text: string): Reading {
  const read = readJsonText(text)
  if (read.kind === 'fault') return read
  const { data } = read
  if (!isJsonObject(data) || typeof data['type'] !== 'string')
    return { kind: 'fault', code: 'not_from_slack' }
  const user = isJsonObject(data['user']) ? data['user'] : {}
  const actions = Array.isArray(data['actions']) ? data['actions'].filter(isJsonObject) : []
  return {
    kind: 'event',
    waitMs: answerWithinMs,
    event: {
      type: data['type'],
      key: keyOf(data, headers),
      subject: typeof user['id'] === 'string' ? user['id'] : null,
      occurredAt: null,
      payload: { action: actions[0] ?? null, user, responseUrl: data['response_url'] ?? null, raw: data },
    },
  }
}

function readCommand({ headers }: Delivery, fields: JsonObject): Reading {
  const { user_id: userId = null } = fields
  // The verification token is deprecated and secret.
  const shown = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'token'))
  return {
    kind: 'event',
    waitMs: answerWithinMs,
    event: {
      type: 'slash_command',
      key: keyOf(fields, headers),
      subject: typeof userId === 'string' ? userId : null,
      occurredAt: null,
      payload: {
        command: fields['command'] ?? null,
        text: fields['text'] ?? '',
        user: { id: userId, name: fields['user_name'] ?? null },
        channel: { id: fields['channel_id'] ?? null, name: fields['channel_name'] ?? null },
        responseUrl: fields['response_url'] ?? null,
        raw: shown,
      },
    },
  }
}

/** Each use of a command or button has a trigger id of its own; without it the signature over the time stands in. */
function keyOf(data: JsonObject, headers: Headers): string | null {
  const { trigger_id: id = null } = data
  return typeof id === 'string' && id !== '' ? id : headers.get(rule.header)
}
