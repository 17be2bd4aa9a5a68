import type { account, connections, events, executions, flows, oktaHooks, tables } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import type { z } from '@keyway/sdk'
import { breachFlow, formFlow, logFlow, longFlow } from './flows.ts'

export type Out<Schema extends z.ZodType> = z.output<Schema>
export type Execution = Out<typeof executions.executionSummary>
export type FlowDetail = Out<typeof flows.flowDetail>
export type Connection = Out<typeof connections.connection>
export type Hook = Out<typeof oktaHooks.oktaHook>

export const minute = 60_000

/** What the fake API starts with: nothing, or a little of everything. */
export function createSamples(started: number, isEmpty: boolean) {
  const flow = (id: string, draft: Flow, rest: Partial<FlowDetail>): FlowDetail => ({
    id,
    name: draft.name,
    folder: 'Security',
    kind: 'event',
    isOn: true,
    hasUnpublishedChanges: false,
    publishedVersion: 3,
    steps: draft.steps.length,
    updatedAt: started - 3 * 3_600_000,
    owner: null,
    tags: [],
    draft,
    draftNumber: 1,
    draftSavedAt: started - 3 * 3_600_000,
    draftSavedBy: 'user:ann@acme.example',
    published: draft,
    bindings: [],
    problems: [],
    endpoint: null,
    ...rest,
  })
  const flowList: FlowDetail[] = isEmpty
    ? []
    : [
        flow('flow-breach', breachFlow, {
          hasUnpublishedChanges: true,
          bindings: [
            { name: 'acme-okta', connector: 'okta', connectionId: 'con-okta' },
            { name: 'acme-slack', connector: 'slack', connectionId: null },
            { name: 'smtp', connector: 'email', connectionId: 'con-mail' },
          ],
          problems: [
            {
              step: null,
              path: null,
              message: 'The connection "acme-slack" is not bound.',
              severity: 'error',
            },
            {
              step: 'steps[7]',
              path: null,
              message: 'This card is unsupported and fails when it runs.',
              severity: 'warning',
            },
          ],
        }),
        flow('flow-form', formFlow, {
          kind: 'endpoint',
          folder: 'Forms',
          bindings: [{ name: 'acme-okta', connector: 'okta', connectionId: 'con-okta' }],
          endpoint: {
            url: 'https://keyway.acme.example/hooks/flows/4f9c2d51b7',
            alias: null,
            aliasUrl: null,
            previousTokenValidUntil: null,
            security: 'client-token',
            tokenHeader: 'X-API-Client-Token',
            token: 'k3yw4yc1i3ntt0k3n4f9c2d51b7aa01',
          },
        }),
        flow('flow-log', logFlow, { kind: 'helper', folder: 'Security' }),
        flow('flow-long', longFlow, { kind: 'manual', folder: null, isOn: false, publishedVersion: 1 }),
        flow(
          'flow-draft',
          { ...logFlow, name: 'Offboard a contractor' },
          {
            kind: 'helper',
            folder: 'Lifecycle',
            isOn: false,
            publishedVersion: null,
            published: null,
            hasUnpublishedChanges: true,
          },
        ),
      ]

  const statuses: readonly Execution['status'][] = [
    'succeeded',
    'succeeded',
    'succeeded',
    'failed',
    'succeeded',
    'waiting',
    'succeeded',
    'in_doubt',
  ]
  const execution = (at: number): Execution => {
    const status: Execution['status'] =
      at === 0
        ? 'failed'
        : at === 1
          ? 'in_doubt'
          : at === 2
            ? 'running'
            : at === 3
              ? 'queued'
              : (statuses[at % 8] ?? 'succeeded')
    const owner = flowList[at % 3 === 0 ? 0 : at % 3 === 1 ? 1 : 3]
    const createdAt = started - at * at * 7_000 - at * 40_000
    return {
      id: `0199aaaa-0000-7000-8000-${String(at).padStart(12, '0')}`,
      flowId: owner?.id ?? 'flow-gone',
      flowName: owner?.name ?? 'Deleted flow',
      version: 3,
      draftNumber: null,
      mode: at % 3 === 0 ? 'event' : at % 3 === 1 ? 'endpoint' : 'manual',
      status,
      stopped: at % 11 === 4 && status === 'succeeded',
      eventId: at % 3 === 0 ? 'event-0' : null,
      eventType: at % 3 === 0 ? 'security.breached_credential.detected' : null,
      parentId: null,
      createdAt,
      startedAt: status === 'queued' ? null : createdAt + 12,
      finishedAt: ['running', 'queued', 'waiting', 'in_doubt'].includes(status)
        ? null
        : createdAt + 12 + ((at * 7919) % 36_000),
      errorMessage:
        status === 'failed'
          ? 'Keyway does not know the card "okta.legacyCard". Replace it in the flow.'
          : null,
      dryRun: false,
      rerunOf: null,
    }
  }
  const executionList = isEmpty ? [] : Array.from({ length: 2_000 }, (_, at) => execution(at))
  const connectionList: Connection[] = isEmpty
    ? []
    : [
        {
          id: 'con-okta',
          name: 'acme-okta',
          connector: 'okta',
          settings: { domain: 'acme.okta.com' },
          secretsSet: ['token'],
          keys: [],
          createdAt: started - 90 * minute,
          updatedAt: started - 80 * minute,
          test: {
            at: started - 4 * minute,
            ok: true,
            message: 'Connected to acme.okta.com. The token belongs to Grace Hopper.',
          },
          usedByFlows: 2,
        },
        {
          id: 'con-mail',
          name: 'office-mail',
          connector: 'email',
          settings: {
            host: 'smtp.acme.example',
            port: 587,
            security: 'starttls',
            user: 'it',
            from: 'it@acme.example',
          },
          secretsSet: ['password'],
          keys: [],
          createdAt: started - 90 * minute,
          updatedAt: started - 80 * minute,
          test: {
            at: started - 50 * minute,
            ok: false,
            message:
              'smtp.acme.example refused the password of "it" (535 Authentication failed). Enter the password again, or make an app password.',
          },
          usedByFlows: 1,
        },
      ]
  const hookList: Hook[] = isEmpty
    ? []
    : [
        {
          id: 'hook-1',
          name: 'Keyway production',
          url: 'https://keyway.acme.example/hooks/okta/q7vZ1h5Jm2xY8nKcW4rT9b',
          headerName: 'X-API-Key',
          secret: '9f3k2m5n8p1q4r7s0t6u3v9w2x5y8z1a4b7c0d3e6f9g2h5j',
          createdAt: started - 200 * minute,
          verifiedAt: started - 180 * minute,
          lastDeliveryAt: started - 2 * minute,
          deliveries: 1_284,
          events: 3_921,
          refused: 2,
          wantedTypes: [
            { type: 'security.breached_credential.detected', flows: ['Breached password: notify and lock'] },
            {
              type: 'user.account.report_suspicious_activity_by_enduser',
              flows: ['Suspicious activity', 'Torq test'],
            },
          ],
          needsAll: false,
        },
        {
          id: 'hook-2',
          name: 'Preview org',
          url: 'https://keyway.acme.example/hooks/okta/m2xY8nKcW4rT9bq7vZ1h5J',
          headerName: 'X-API-Key',
          secret: 'abcdefghij0123456789',
          createdAt: started - 2 * minute,
          verifiedAt: null,
          lastDeliveryAt: null,
          deliveries: 0,
          events: 0,
          refused: 0,
          wantedTypes: [],
          needsAll: false,
        },
      ]
  const tokenList: Out<typeof account.listApiTokens.answer>['items'] = isEmpty
    ? []
    : [
        {
          id: 't1',
          name: 'Deployment pipeline',
          role: 'builder',
          createdAt: started - 900 * minute,
          lastUsedAt: started - 3 * minute,
        },
      ]
  const eventList: Out<typeof events.listEvents.answer>['items'] = isEmpty
    ? []
    : Array.from({ length: 40 }, (_, at) => ({
        id: `event-${at}`,
        source: 'okta',
        type:
          at % 4 === 0
            ? 'security.breached_credential.detected'
            : at % 4 === 1
              ? 'user.session.start'
              : 'group.user_membership.add',
        subject: at % 5 === 4 ? null : 'ada@acme.example',
        occurredAt: started - at * minute - 900,
        receivedAt: started - at * minute,
        executions: at % 4 === 0 ? 1 : 0,
      }))
  const tableList: Out<typeof tables.listTables.answer>['items'] = isEmpty
    ? []
    : [
        {
          id: 'table-1',
          name: 'Temporary memberships',
          columns: [
            { name: 'user', type: 'text', default: null, required: false },
            { name: 'group', type: 'text', default: null, required: false },
            { name: 'expires', type: 'date', default: null, required: false },
            { name: 'days', type: 'number', default: null, required: false },
            { name: 'approved', type: 'boolean', default: null, required: false },
          ],
          keys: [['user', 'group']],
          rows: 3,
        },
      ]

  return { flowList, execution, executionList, connectionList, hookList, tokenList, eventList, tableList }
}
