import type { AnswerOf, catalog } from '@keyway/api'
import type { Catalog } from '../strip/catalog-index.ts'

const text = (title: string) => ({ type: 'string', title })

/** A few cards and actions, shaped as the real catalog is. */
export const fakeCatalog: Catalog = {
  cards: [
    {
      id: 'text.compose',
      title: 'Compose',
      description: 'Fills a text with values.',
      standsFor: [],
      input: { type: 'object', properties: { text: text('Text') } },
      output: { type: 'object', properties: { output: text('Output') } },
    },
    {
      id: 'list.length',
      title: 'Length of list',
      description: 'Counts items.',
      standsFor: [],
      input: { type: 'object', properties: { list: { type: 'array', title: 'List' } } },
      output: { type: 'object', properties: { length: { type: 'number', title: 'Length' } } },
    },
  ],
  connectors: [
    {
      id: 'okta',
      title: 'Okta',
      scopes: {},
      description: 'An Okta org: users, groups, sessions, the System Log, and every endpoint of its API.',
      connection: {
        type: 'object',
        required: ['domain', 'token'],
        properties: {
          domain: {
            type: 'string',
            title: 'Domain',
            description: 'Domain of the org. An address copied from the admin console is corrected.',
            'x-placeholder': 'acme.okta.com',
          },
          token: {
            type: 'string',
            title: 'API token',
            description: 'Security > API > Tokens. It can do what the administrator who made it can do.',
            writeOnly: true,
          },
        },
      },
      actions: [
        {
          id: 'okta.read_user',
          title: 'Read user',
          description: 'Reads a user by id or login.',
          standsFor: [],
          effect: 'read',
          scopes: ['okta.users.read'],
          isPaged: false,
          input: { type: 'object', properties: { user: { ...text('User'), 'x-options': true } } },
          output: {
            type: 'object',
            properties: {
              id: text('Id'),
              status: text('Status'),
              created: { type: 'string', format: 'date-time', title: 'Created' },
              lastLogin: { type: 'string', format: 'date-time', title: 'Last login' },
              profile: { type: 'object', title: 'Profile' },
            },
          },
        },
        {
          id: 'okta.clear_user_sessions',
          title: 'Clear user sessions',
          description: 'Signs a user out everywhere.',
          standsFor: [],
          effect: 'idempotent',
          scopes: ['okta.users.manage'],
          isPaged: false,
          input: { type: 'object', properties: { user: text('User') } },
          output: { type: 'object', properties: {} },
        },
      ],
      events: [
        {
          id: 'okta.user_breached_credential',
          title: 'Breached credential detected',
          description: 'A password was found in a breach.',
          standsFor: [],
          types: ['security.breached_credential.detected'],
          eligible: true,
          fields: [],
          output: null,
        },
      ],
      eventOutputs: [],
      eventTypes: [],
    },
    {
      id: 'slack',
      title: 'Slack',
      scopes: {},
      description: 'A Slack workspace through a bot token.',
      connection: {
        type: 'object',
        required: ['token'],
        properties: {
          token: { type: 'string', title: 'Bot token', writeOnly: true, 'x-placeholder': 'xoxb-…' },
        },
      },
      actions: [
        {
          id: 'slack.send_message_to_channel',
          title: 'Send message to channel',
          description: 'Posts a message.',
          standsFor: [],
          effect: 'write',
          scopes: ['chat:write'],
          isPaged: false,
          input: { type: 'object', properties: { channel: text('Channel'), text: text('Text') } },
          output: { type: 'object', properties: { ts: text('Message time stamp') } },
        },
      ],
      events: [],
      eventOutputs: [],
      eventTypes: [],
    },
    {
      id: 'email',
      title: 'E-mail (SMTP)',
      scopes: {},
      description: 'A mail server.',
      connection: {
        type: 'object',
        required: ['host', 'port', 'security', 'from'],
        properties: {
          host: { type: 'string', title: 'Server', 'x-placeholder': 'smtp.example.com' },
          port: { type: 'integer', title: 'Port', default: 587 },
          security: {
            type: 'string',
            title: 'Encryption',
            enum: ['starttls', 'tls', 'none'],
            default: 'starttls',
          },
          user: { type: 'string', title: 'User' },
          password: { type: 'string', title: 'Password', writeOnly: true },
          from: { type: 'string', title: 'Sender', 'x-placeholder': 'it@example.com' },
        },
      },
      actions: [
        {
          id: 'email.send',
          title: 'Send mail',
          description: 'Sends a mail.',
          standsFor: [],
          effect: 'write',
          scopes: [],
          isPaged: false,
          input: {
            type: 'object',
            properties: {
              to: text('To'),
              subject: text('Subject'),
              body: { ...text('Body'), 'x-multiline': true },
            },
          },
          output: { type: 'object', properties: { messageId: text('Message id') } },
        },
      ],
      events: [],
      eventOutputs: [],
      eventTypes: [],
    },
  ],
  checks: [],
  detections: [],
}

/** What a search for events finds. */
export const fakeEvents: AnswerOf<typeof catalog.searchEvents>['items'] = [
  {
    event: 'okta.user_breached_credential',
    title: 'Breached credential detected',
    description: 'A password was found in a breach.',
    connector: 'okta',
    category: 'Security',
    types: ['security.breached_credential.detected'],
    delivery: 'hook',
    stage: 'released',
  },
  {
    event: 'okta.zone.update',
    title: 'Network zone updated',
    description: null,
    connector: 'okta',
    category: 'Security',
    types: ['zone.update'],
    delivery: 'log',
    stage: 'released',
  },
]
