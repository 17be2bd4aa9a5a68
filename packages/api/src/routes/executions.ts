import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { forecast } from './budgets.ts'
import { errorData, flowDocument, id, none, nothing, page, pageQuery, stepRuns, time } from '../shapes.ts'

export const executionStatuses = [
  'queued',
  'running',
  'waiting',
  'paused',
  'in_doubt',
  'succeeded',
  'failed',
  'cancelled',
] as const

export const executionSummary = z.object({
  id,
  flowId: id,
  flowName: z.string(),
  /** Null where it ran a draft that was not published. */
  version: z.int().nullable(),
  /** Which save of the draft it ran. */
  draftNumber: z.int().nullable(),
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
  /** Nothing was changed: what would have been is described. */
  dryRun: z.boolean(),
  /** The execution it repeats. */
  rerunOf: id.nullable(),
})

/** What of a step, or of the execution itself: there, the input is the trigger. */
const valueParts = ['input', 'output', 'error'] as const

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
    /** Id, login or name of somebody or something: named by its event, or changed by its steps. */
    who: z.string().min(1).max(256).optional(),
    /** Part of the flow's name, or of the error that ended it; upper and lower case are the same. */
    text: z.string().min(1).max(200).optional(),
    /** Also show executions of helper flows. */
    children: z.enum(['true', 'false']).default('false'),
    from: z.coerce.number().int().optional(),
    to: z.coerce.number().int().optional(),
  }),
  body: none,
  answer: page(executionSummary),
})

const mostStretches = 200

export const countExecutions = defineRoute({
  method: 'GET',
  path: '/api/execution-counts',
  access: 'viewer',
  summary: 'How many executions began in each stretch of time, by how they stand now',
  params: none,
  query: z
    .object({
      flowId: id.optional(),
      /** Also count executions of helper flows. */
      children: z.enum(['true', 'false']).default('false'),
      from: z.coerce.number().int(),
      to: z.coerce.number().int(),
      /** Length of a stretch in milliseconds. */
      width: z.coerce.number().int().min(1_000),
    })
    .refine(({ from, to, width }) => to > from && to - from <= width * mostStretches, {
      error: `Give a time "to" after "from", and a "width" so that at most ${mostStretches} stretches lie between.`,
    }),
  body: none,
  answer: z.object({
    /** Stretches in which something began, oldest first; `at` is where each begins. */
    stretches: z.array(z.object({ at: time, counts: z.partialRecord(z.enum(executionStatuses), z.int()) })),
    /** False where more began than are counted, the latest 100,000: then the oldest are missing. */
    isWhole: z.boolean(),
  }),
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
    /** Runs of steps in the order they began. Of a step that ran very often: the first, the last and failed ones. */
    steps: stepRuns,
    /** Values shown by their head only; `getValue` gives them whole. `step` is null for the execution's own. */
    cut: z.array(
      z.object({
        step: z.string().nullable(),
        turns: z.array(z.int()),
        part: z.enum(valueParts),
      }),
    ),
    /** How many runs were left out, by path of the step; of a very long execution `*` is unknown ones in between. */
    omitted: z.record(z.string(), z.int().nullable()),
    /** Loops it is in right now, outermost first. `total` is null while nobody knows it. */
    progress: z.array(z.object({ step: z.string(), done: z.int(), total: z.int().nullable() })),
    /** When its outermost loop will be done at what the rate limit of the other side allows, as far as that is known. */
    forecast: forecast.nullable(),
    /** Steps that are tried again later, or wait for their turn: `what` says for what, with so many `ahead`. */
    waits: z.array(
      z.object({ step: z.string(), until: time, what: z.string().nullable(), ahead: z.int().nullable() }),
    ),
    /**
     * Every time that a step was put off, oldest first: tried in vain for the `tries`th time, or held up by `what`. `command`
     * is that of its run.
     */
    postponed: z.array(
      z.object({
        command: z.int(),
        at: time,
        until: time,
        tries: z.int(),
        what: z.string().nullable(),
      }),
    ),
    /**
     * While it waits for its turn (the flow's `order`): what it waits behind, and how many others go before it as well.
     * `behind` has the first few of those that have their turn.
     */
    line: z
      .object({ behind: z.array(executionSummary.pick({ id: true, status: true })), ahead: z.int() })
      .nullable(),
    /** False when the flow keeps no data and the journal was deleted. */
    isJournalKept: z.boolean(),
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
    /**
     * The execution that caused it, by rows that it changed or by how it ended, and how many of them caused each other until
     * here.
     */
    cause: z.object({ execution: id, depth: z.int() }).nullable(),
    /** The latest executions that repeat it, newest first. */
    reruns: z.array(executionSummary.pick({ id: true, status: true, dryRun: true, createdAt: true })),
    /** Whether the replay ended as the stored record says. */
    replay: z.enum(['faithful', 'different']),
  }),
})

export const getValue = defineRoute({
  method: 'GET',
  path: '/api/executions/:executionId/values',
  access: 'viewer',
  summary: 'One value of an execution, however long, as a JSON file',
  params: executionParams,
  query: z.object({
    /** Path of the step in the document; without it, the execution itself. */
    step: z.string().min(1).max(2_000).optional(),
    /** Indexes of the enclosing loops, outermost first: `3,0`. */
    turns: z
      .string()
      .regex(/^(\d{1,9}(,\d{1,9}){0,49})?$/, 'are numbers with commas between')
      .default(''),
    part: z.enum(valueParts).default('output'),
    /** Place within the value: `users.0.name`. */
    path: z.string().min(1).max(2_000).optional(),
  }),
  body: none,
  answer: nothing,
})

export const cancelExecution = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/cancel',
  access: 'operator',
  summary: 'Stops an execution that is not over, with the helpers it called',
  params: executionParams,
  query: none,
  body: none,
  answer: executionSummary,
})

export const rerunExecution = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/rerun',
  access: 'operator',
  summary:
    'Runs again with the same trigger values, with the same version, the current one, or for builders the draft',
  params: executionParams,
  query: none,
  body: z.object({
    version: z.enum(['same', 'current', 'draft']).default('current'),
    /** `draftNumber` of the draft that was looked at; refused with 409 when it is another one by now. */
    basedOn: z.int().optional(),
    /** Path of a step in the version that ran: what came before it is taken over instead of done again. */
    fromStep: z.string().max(2_000).optional(),
    /** Describe changes instead of making them. */
    dryRun: z.boolean().default(false),
  }),
  answer: z.object({ executionId: id }),
})

export const pauseExecution = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/pause',
  access: 'operator',
  summary: 'Lets what is under way finish and holds the execution, with the helpers it called',
  params: executionParams,
  query: none,
  body: none,
  answer: executionSummary,
})

export const resumeExecution = defineRoute({
  method: 'POST',
  path: '/api/executions/:executionId/resume',
  access: 'operator',
  summary: 'Goes on with a paused execution and its helpers',
  params: executionParams,
  query: none,
  body: none,
  answer: executionSummary,
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
