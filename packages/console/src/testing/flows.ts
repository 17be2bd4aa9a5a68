import type { Flow, Step, StepRun } from '@keyway/engine'
import type { Json } from '@keyway/sdk'

/** A flow with every kind of container, a note, a call, a loop inside a lane. */
export const breachFlow: Flow = {
  keyway: 1,
  name: 'Breached password: notify and lock',
  description: 'Tells the user and security, clears sessions, and asks the manager.',
  trigger: {
    event: 'okta.security.breached_credential.detected',
    connection: 'acme-okta',
    when: {
      all: [
        { field: 'severity', is: 'one of', to: ['WARN', 'ERROR'] },
        { field: 'outcome.result', is: 'not equal to', to: 'SKIPPED' },
      ],
    },
  },
  steps: [
    { note: 'The event names the user in its target list. Everything after this card works on that user.' },
    {
      id: 'user',
      use: 'okta.read_user',
      connection: 'acme-okta',
      with: { user: { ref: 'trigger.target[type=User].id' } },
    },
    {
      id: 'text',
      use: 'text.compose',
      with: {
        text: 'Hello {{ user.profile.firstName }}, your password was found in a breach. Please change it now.',
      },
    },
    {
      id: 'active',
      if: {
        all: [
          { value: { ref: 'user.status' }, is: 'equal to', to: 'ACTIVE' },
          {
            any: [
              { value: { ref: 'user.profile.userType' }, is: 'is empty' },
              { value: { ref: 'user.profile.userType' }, is: 'not equal to', to: 'service' },
            ],
          },
        ],
      },
      then: [
        {
          id: 'clear',
          use: 'okta.clear_user_sessions',
          connection: 'acme-okta',
          with: { user: { ref: 'user.id' } },
        },
        { return: { handled: true }, from: 'active' },
      ],
      elseIf: [
        {
          if: { value: { ref: 'user.status' }, is: 'equal to', to: 'SUSPENDED' },
          then: [{ note: 'Suspended users are left alone.' }, { return: { handled: false }, from: 'active' }],
        },
      ],
      else: [
        { fail: { message: 'The user {{ user.profile.login }} is {{ user.status }}.', statusCode: 422 } },
      ],
    },
    {
      id: 'notify',
      try: [
        {
          id: 'post',
          use: 'slack.send_message_to_channel',
          connection: 'acme-slack',
          with: { channel: '#security', text: { ref: 'text.output' } },
        },
      ],
      catch: [
        {
          id: 'mail',
          use: 'email.send',
          connection: 'smtp',
          with: {
            to: 'security@acme.example',
            subject: 'Slack is down',
            body: { ref: 'notify.error.message' },
          },
        },
      ],
    },
    {
      id: 'targets',
      forEach: { ref: 'trigger.target' },
      concurrency: 4,
      onItemError: 'ignore',
      do: [
        {
          id: 'log',
          call: 'Log one target',
          with: { id: { ref: 'targets.item.id' }, type: { ref: 'targets.item.type' } },
        },
        {
          id: 'tell',
          use: 'email.send',
          connection: 'smtp',
          with: {
            to: { ref: 'targets.item.alternateId' },
            subject: 'Security notice',
            body: { ref: 'text.output' },
          },
        },
      ],
    },
    { wait: { seconds: 30 } },
    {
      id: 'old',
      unsupported: {
        card: 'okta.legacyCard',
        reason: 'This card has no counterpart yet.',
        with: { user: { ref: 'user.id' } },
      },
    },
    { return: { handled: { ref: 'active.handled' } } },
  ],
}

const targets = [
  { id: '00u1a2b3c4d5e6f7g8h9', type: 'User', alternateId: 'ada@acme.example', displayName: 'Ada Byron' },
  { id: '0oa77', type: 'AppInstance', alternateId: 'unknown', displayName: 'Payroll' },
  { id: '00g12', type: 'UserGroup', alternateId: 'unknown', displayName: 'Finance' },
]

export const breachEvent: Json = {
  uuid: '5f0c2a1e-9c1c-11ef-9d1c-0242ac120002',
  published: '2026-11-21T22:41:07.114Z',
  eventType: 'security.breached_credential.detected',
  version: '0',
  severity: 'WARN',
  legacyEventType: null,
  displayMessage: 'Breached credential detected for user',
  actor: {
    id: 'system',
    type: 'SystemPrincipal',
    alternateId: 'system@okta.com',
    displayName: 'Okta System',
  },
  client: {
    ipAddress: '203.0.113.9',
    geographicalContext: { city: 'Lisbon', country: 'Portugal', geolocation: { lat: 38.7, lon: -9.1 } },
  },
  outcome: { result: 'SUCCESS', reason: null },
  target: targets,
  debugContext: { debugData: { requestUri: '/api/v1/authn', note: 'x'.repeat(400) } },
}

/** Step runs of the flow above: Slack fails and is caught, one of three turns fails. */
export function breachRuns(at: number): StepRun[] {
  let clock = at
  const run = (step: string, took: number, rest: Partial<StepRun> = {}): StepRun => {
    const startedAt = clock
    clock += took
    return {
      step,
      id: null,
      turns: [],
      status: 'succeeded',
      startedAt,
      finishedAt: clock,
      input: null,
      output: null,
      error: null,
      command: null,
      ...rest,
    }
  }
  const text = 'Hello Ada, your password was found in a breach. Please change it now.'
  return [
    run('steps[1]', 184, {
      id: 'user',
      command: 1,
      input: { user: '00u1a2b3c4d5e6f7g8h9' },
      output: {
        id: '00u1a2b3c4d5e6f7g8h9',
        status: 'ACTIVE',
        created: '2024-02-11T08:00:00.000Z',
        lastLogin: '2026-11-21T20:12:00.000Z',
        activated: '2024-02-11T08:00:04.000Z',
        passwordChanged: '2025-01-20T10:30:00.000Z',
        profile: {
          firstName: 'Ada',
          lastName: 'Byron',
          login: 'ada@acme.example',
          email: 'ada@acme.example',
          userType: null,
          department: 'Finance',
          groups: Array.from({ length: 140 }, (_, at) => `group-${at}`),
        },
        _links: { self: { href: 'https://acme.okta.com/api/v1/users/00u1' } },
      },
    }),
    run('steps[2]', 1, { id: 'text', input: { text }, output: { output: text } }),
    run('steps[3]', 96, { id: 'active', lane: 'then', output: { handled: true } }),
    run('steps[3].then[0]', 95, {
      id: 'clear',
      command: 2,
      input: { user: '00u1a2b3c4d5e6f7g8h9' },
      output: {},
    }),
    run('steps[3].then[1]', 0, { input: { handled: true }, output: { handled: true } }),
    run('steps[4]', 5_400, {
      id: 'notify',
      lane: 'catch',
      output: { error: { message: 'Slack answered 503.', code: 'remote_unavailable' } },
    }),
    run('steps[4].try[0]', 5_020, {
      id: 'post',
      command: 3,
      status: 'failed',
      input: { channel: '#security', text },
      error: {
        code: 'remote_unavailable',
        message: 'Slack answered 503 Service Unavailable to POST /api/chat.postMessage.',
        retry: 'later',
        statusCode: 503,
        body: { ok: false, error: 'service_unavailable', request_id: 'Rq7A-33910' },
      },
    }),
    run('steps[4].catch[0]', 380, {
      id: 'mail',
      command: 4,
      input: {
        to: 'security@acme.example',
        subject: 'Slack is down',
        body: 'Slack answered 503 Service Unavailable to POST /api/chat.postMessage.',
      },
      output: { messageId: '<7f1@acme.example>' },
    }),
    run('steps[5]', 900, { id: 'targets', input: targets, output: { count: 3 } }),
    ...targets.flatMap((target, index) => [
      run('steps[5].do[0]', 60, {
        id: 'log',
        turns: [index],
        command: 5 + index * 2,
        input: { id: target.id, type: target.type },
        output: { logged: true },
      }),
      run('steps[5].do[1]', 120, {
        id: 'tell',
        turns: [index],
        command: 6 + index * 2,
        input: { to: target.alternateId, subject: 'Security notice', body: text },
        ...(target.alternateId === 'unknown'
          ? {
              status: 'failed' as const,
              error: {
                code: 'remote_refused',
                message: '550 No such mailbox: unknown',
                retry: 'never' as const,
              },
            }
          : { output: { messageId: `<${index}@acme.example>` } }),
      }),
    ]),
    run('steps[6]', 30_000, { command: 30, input: { until: '2026-11-21T22:41:44.000Z' }, output: {} }),
    run('steps[7]', 1, {
      id: 'old',
      status: 'failed',
      input: { user: '00u1a2b3c4d5e6f7g8h9' },
      error: {
        code: 'card_unsupported',
        message: 'Keyway does not know the card "okta.legacyCard". Replace it in the flow.',
        retry: 'never',
      },
    }),
  ]
}

/** Seventy cards in a row, some of them in lanes, to see what a long flow is like. */
export const longFlow: Flow = {
  keyway: 1,
  name: 'Joiner: seventy cards',
  trigger: {
    manual: true,
    inputs: [
      { key: 'login', type: 'text', title: 'Login' },
      { key: 'count', type: 'number', default: 3 },
      { key: 'dryRun', type: 'boolean', default: true },
      { key: 'groups', type: 'text[]' },
    ],
  },
  steps: Array.from({ length: 35 }, (_, at): Step => {
    const card: Step = {
      id: `c${at}`,
      use: at % 3 === 0 ? 'okta.read_user' : 'text.compose',
      with: at % 3 === 0 ? { user: { ref: 'trigger.login' } } : { text: `Step ${at} {{ trigger.login }}` },
    }
    const inner: Step = { id: `d${at}`, use: 'text.compose', with: { text: 'x' } }
    return at % 5 === 4
      ? {
          id: `i${at}`,
          if: { value: { ref: 'trigger.dryRun' }, is: 'equal to', to: true },
          then: [card, inner],
          else: [{ ...inner, id: `e${at}` }],
        }
      : card
  }),
}

export const formFlow: Flow = {
  keyway: 1,
  name: 'Form submission to API endpoint',
  trigger: {
    endpoint: { security: 'client-token' },
    inputs: [
      { key: 'email', type: 'text', in: 'body' },
      { key: 'manager', type: 'text', in: 'body' },
    ],
  },
  steps: [
    {
      id: 'user',
      use: 'okta.read_user',
      connection: 'acme-okta',
      with: { user: { ref: 'trigger.inputs.email' } },
    },
    {
      respond: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { ok: true, id: { ref: 'user.id' } },
      },
      then: 'end',
    },
  ],
}

export const logFlow: Flow = {
  keyway: 1,
  name: 'Log one target',
  trigger: {
    helper: true,
    inputs: [
      { key: 'id', type: 'text' },
      { key: 'type', type: 'text' },
    ],
  },
  steps: [{ return: { logged: true } }],
}
