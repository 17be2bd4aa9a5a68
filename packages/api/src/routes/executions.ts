import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { errorData, flowDocument, id, none, page, pageQuery, stepRuns, time } from '../shapes.ts'

export const executionStatuses = [
  'queued',
  'running',
  'waiting',
  'in_doubt',
  'succeeded',
  'failed',
  'cancelled',
] as const

export const executionSummary = z.object({
  id,
  flowId: id,
  flowName: z.string(),
  version: z.int().nullable(),
  mode: z.enum(['event', 'endpoint', 'manual', 'child', 'schedule']),
  status: z.enum(executionStatuses),
  /** A Continue If ended it early. */
  stopped: z.boolean(),
  eventId: id.nullable(),
  eventType: z.string().nullable(),
  parentId: id.nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  errorMessage: z.string().nullable(),
})

const executionParams = z.object({ executionId: id })

export const listExecutions = defineRoute({
  method: 'GET',
  path: '/api/executions',
  access: 'viewer',
  summary: 'Executions, newest first',
  params: none,
  query: pageQuery.extend({
    flowId: id.optional(),
    status: z.enum(executionStatuses).optional(),
    eventId: id.optional(),
    /** Also show executions of helper flows. */
    children: z.enum(['true', 'false']).default('false'),
    from: z.coerce.number().int().optional(),
    to: z.coerce.number().int().optional(),
  }),
  body: none,
  answer: page(executionSummary),
})

export const getExecution = defineRoute({
  method: 'GET',
  path: '/api/executions/:executionId',
  access: 'viewer',
  summary: 'One execution with the real values of each step, rebuilt from its journal',
  params: executionParams,
  query: none,
  body: none,
  answer: executionSummary.extend({
    /** The flow version it ran. */
    document: flowDocument,
    trigger: anyJson,
    steps: stepRuns,
    output: anyJson,
    error: errorData.nullable(),
    failedStep: z.string().nullable(),
    /** The step whose effect nobody knows, when the status is in_doubt. */
    inDoubt: z.object({ command: z.int(), step: z.string(), action: z.string(), since: time }).nullable(),
    children: z.array(
      executionSummary
        .pick({ id: true, flowName: true, status: true })
        .extend({ command: z.int().nullable() }),
    ),
    /** Whether the replay ended as the stored record says. */
    replay: z.enum(['faithful', 'different']),
  }),
})

export const cancelExecution = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/cancel',
  access: 'operator',
  summary: 'Stops an execution that is queued, running or waiting',
  params: executionParams,
  query: none,
  body: none,
  answer: executionSummary,
})

export const rerunExecution = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/rerun',
  access: 'operator',
  summary: 'Runs again with the same trigger values, with the same or the current version',
  params: executionParams,
  query: none,
  body: z.object({ version: z.enum(['same', 'current']).default('current') }),
  answer: z.object({ executionId: id }),
})

export const resolveInDoubt = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/resolve',
  access: 'operator',
  summary: 'Settles a step in doubt: it happened (with its output), it did not (run it again), or give up',
  params: executionParams,
  query: none,
  body: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('happened'), output: anyJson.default({}) }),
    z.object({ outcome: z.literal('did_not_happen') }),
    z.object({ outcome: z.literal('fail') }),
  ]),
  answer: executionSummary,
})
