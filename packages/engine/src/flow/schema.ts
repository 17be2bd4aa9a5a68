import { anyJson, InputError, isJsonObject, operators, valueTypes, z, type Json } from '@keyway/sdk'
import type { Condition, Flow, Step } from './document.ts'

/** Deepest nesting of steps and conditions that is read; real flows stay below ten. */
const maximumDepth = 100
const maximumSteps = 5_000

/** One thing that is wrong with a document. `path` is a list of keys and indexes from its top. */
export interface DocumentIssue {
  path: (string | number)[]
  message: string
}

/** Thrown for a document that is not a flow. `issues` name every place. */
export class FlowDocumentError extends InputError {
  readonly issues: readonly DocumentIssue[]

  constructor(issues: readonly DocumentIssue[]) {
    const shown = issues
      .slice(0, 5)
      .map(({ path, message }) => `${formatPath(path) || 'document'}: ${message}`)
    const more = issues.length > 5 ? ` (and ${issues.length - 5} more)` : ''
    super(`This is not a valid flow. ${shown.join(' ')}${more}`, { code: 'flow_malformed' })
    this.issues = issues
  }
}

/** `['steps', 2, 'do', 0]` as `steps[2].do[0]`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('')
}

/** Validates unknown data as a flow document. Throws FlowDocumentError. */
export function parseFlow(data: unknown): Flow {
  const problem = measure(data)
  if (problem !== undefined) throw new FlowDocumentError([{ path: [], message: problem }])
  const parsed = flowSchema.safeParse(data)
  if (parsed.success) return parsed.data as unknown as Flow
  throw new FlowDocumentError(
    parsed.error.issues.map((issue) => ({
      path: issue.path.filter((part) => typeof part !== 'symbol'),
      message: issue.message,
    })),
  )
}

/** Walks without recursion, so that a hostile depth is refused and cannot exhaust the stack. */
function measure(data: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value: data, depth: 0 }]
  let steps = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth > maximumDepth * 3) return `It is nested deeper than ${maximumDepth} levels.`
    if (isJsonObject(value) && stepKinds.some((kind) => Object.hasOwn(value, kind.key))) steps += 1
    if (steps > maximumSteps) return `It has more than ${maximumSteps} steps. Move parts into helper flows.`
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 })
  }
  return undefined
}

const reservedIds = ['trigger', 'execution']
const stepId = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_-]*$/,
    'An id starts with a letter or _ and goes on with letters, digits, _ or -.',
  )
  .refine((id) => !reservedIds.includes(id), '"trigger" and "execution" are reserved.')
  // Refinements are code: what they say is said again as JSON Schema beside them, and a property test compares the two.
  .meta({ not: { enum: reservedIds } })
const valueType = z.enum(valueTypes as [string, ...string[]])
const values = z.record(z.string(), anyJson)
const named = { id: stepId.optional(), title: z.string().max(300).optional() }
const identified = { ...named, id: stepId }

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.unknown().transform((raw, context) => {
    const schema =
      isJsonObject(raw) && 'all' in raw
        ? z.strictObject({ all: z.array(condition) })
        : isJsonObject(raw) && 'any' in raw
          ? z.strictObject({ any: z.array(condition) })
          : isJsonObject(raw) && 'none' in raw
            ? z.strictObject({ none: z.array(condition) })
            : comparison
    return passOn(schema, raw, context) as Condition
  }),
)

export const comparison = z.strictObject({
  value: anyJson.optional(),
  field: z.string().max(500).optional(),
  is: z.enum(operators),
  to: anyJson.optional(),
  type: valueType.optional(),
})

const steps: z.ZodType<Step[]> = z.lazy(() => z.array(step))
const loop = {
  ...identified,
  concurrency: z.int().min(1).max(200).optional(),
  onItemError: z.enum(['stop', 'ignore']).optional(),
  do: steps,
}

/** One form of a step or a trigger. `about` is what an editor shows of it. */
export interface DocumentKind {
  key: string
  about: string
  schema: z.ZodType
}

/** What tells one kind of step from another: the first of these keys that it has. */
export const stepKinds: readonly DocumentKind[] = [
  {
    key: 'use',
    about: 'A card: a function card or an action of a connector. Outputs: `<id>.<output>`.',
    schema: z.strictObject({
      ...identified,
      use: z.string().max(200),
      connection: z.string().max(200).optional(),
      with: values.optional(),
    }),
  },
  {
    key: 'fail',
    about: 'Ends the flow with an error; with `when`, only if that holds.',
    schema: z.strictObject({
      ...named,
      fail: z.union([
        z.strictObject({ message: anyJson, statusCode: anyJson.optional(), details: values.optional() }),
        z.strictObject({ from: stepId }),
      ]),
      when: condition.optional(),
    }),
  },
  {
    key: 'if',
    about: 'If / else if / else: the first lane whose condition holds runs.',
    schema: z.strictObject({
      ...named,
      if: condition,
      then: steps,
      elseIf: z.array(z.strictObject({ if: condition, then: steps })).optional(),
      else: steps.optional(),
    }),
  },
  {
    key: 'try',
    about: 'Try / catch. In the catch lane `<id>.error` is the error.',
    schema: z.strictObject({ ...named, try: steps, catch: steps }),
  },
  {
    key: 'forEach',
    about:
      'Runs its lane once for each item: `<id>.item`, `<id>.index`. With collect, keep, first, or memo and next it has a result.',
    schema: z
      .strictObject({
        ...loop,
        forEach: anyJson,
        collect: anyJson.optional(),
        keep: condition.optional(),
        first: condition.optional(),
        memo: anyJson.optional(),
        next: anyJson.optional(),
      })
      .refine(
        (step) =>
          [step.collect, step.keep, step.first, step.next].filter((form) => form !== undefined).length <= 1,
        'A loop has one of collect, keep, first, or memo with next.',
      )
      .refine(
        (step) => (step.memo === undefined) === (step.next === undefined),
        'memo (where it starts) and next (what it becomes) belong together.',
      )
      .refine(
        (step) => (step.first === undefined && step.next === undefined) || (step.concurrency ?? 1) === 1,
        'A loop with first or memo runs one turn after the other: leave out concurrency.',
      )
      .meta({
        dependentRequired: { memo: ['next'], next: ['memo'] },
        allOf: [
          ...exclusivePairs(['collect', 'keep', 'first', 'next']),
          ...['first', 'next'].map((form) => ({
            if: { required: [form] },
            then: { properties: { concurrency: { const: 1 } } },
          })),
        ],
      }),
  },
  {
    key: 'repeat',
    about: 'Runs its lane a number of times: `<id>.index` counts from 0.',
    schema: z.strictObject({ ...loop, repeat: anyJson }),
  },
  {
    key: 'call',
    about: 'Calls a helper flow by its name or id.',
    schema: z.strictObject({
      ...named,
      call: z.string().max(300),
      with: values.optional(),
      async: z.boolean().optional(),
    }),
  },
  {
    key: 'return',
    about:
      'Ends the flow with a result; with `from`, ends the named step around this one and sets its outputs.',
    schema: z.strictObject({ ...named, return: values, from: stepId.optional() }),
  },
  {
    key: 'continueIf',
    about:
      'Goes on only if the condition holds; otherwise ends the flow, or the step named by `from`, without an error.',
    schema: z.strictObject({
      ...named,
      continueIf: condition,
      message: anyJson.optional(),
      from: stepId.optional(),
    }),
  },
  {
    key: 'respond',
    about: 'Answers the caller of an API endpoint; `then: continue` goes on after that.',
    schema: z.strictObject({
      ...named,
      respond: z.strictObject({
        status: anyJson.optional(),
        headers: anyJson.optional(),
        body: anyJson.optional(),
      }),
      then: z.enum(['end', 'continue']).optional(),
    }),
  },
  {
    key: 'wait',
    about: 'Waits for a number of seconds, or until a date.',
    schema: z.strictObject({
      ...named,
      wait: z.union([z.strictObject({ seconds: anyJson }), z.strictObject({ until: anyJson })]),
    }),
  },
  {
    key: 'note',
    about: 'Text between cards. Never runs.',
    schema: z.strictObject({ ...named, note: z.string().max(50_000) }),
  },
  {
    key: 'unsupported',
    about: 'A card of an imported flow that Keyway does not know. It fails when it runs.',
    schema: z.strictObject({
      ...identified,
      unsupported: z.strictObject({ card: z.string(), reason: z.string(), with: values.optional() }),
    }),
  },
]

export const step: z.ZodType<Step> = z.lazy(() =>
  z.unknown().transform((raw, context) => {
    const kind = isJsonObject(raw) ? stepKinds.find(({ key }) => Object.hasOwn(raw, key)) : undefined
    if (kind !== undefined) return passOn(kind.schema, raw, context) as Step
    context.addIssue({
      code: 'custom',
      message: `This is not a step. A step has one of the keys ${stepKinds.map(({ key }) => key).join(', ')}.`,
    })
    return z.NEVER
  }),
)

/** Parses with a schema chosen by looking at the value, keeping the issues' paths. */
function passOn(schema: z.ZodType, raw: unknown, context: z.RefinementCtx): unknown {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    context.addIssue({ code: 'custom', message: issue.message, path: issue.path })
  }
  return z.NEVER
}

/** No two of these keys may stand together. */
function exclusivePairs(keys: readonly string[]): { not: { required: string[] } }[] {
  return keys.flatMap((key, at) => keys.slice(at + 1).map((other) => ({ not: { required: [key, other] } })))
}

const triggerInput = {
  key: z.string().min(1).max(200),
  type: valueType.optional(),
  default: anyJson.optional(),
  title: z.string().max(300).optional(),
}
const inputs = z.array(z.strictObject(triggerInput)).max(200).optional()

export const triggerKinds: readonly DocumentKind[] = [
  {
    key: 'event',
    about: 'An event of a connector, such as `okta.user.session.clear`.',
    schema: z.strictObject({
      event: z.string().min(1).max(200),
      connection: z.string().max(200).optional(),
      when: condition.optional(),
    }),
  },
  {
    key: 'endpoint',
    about: 'A call of the URL of this flow.',
    schema: z.strictObject({
      endpoint: z.strictObject({ security: z.enum(['public', 'client-token']) }),
      inputs: z
        .array(z.strictObject({ ...triggerInput, in: z.enum(['body', 'headers', 'query']) }))
        .max(200)
        .optional(),
    }),
  },
  {
    key: 'helper',
    about: 'A call by other flows.',
    schema: z.strictObject({ helper: z.literal(true), inputs }),
  },
  {
    key: 'schedule',
    about: 'A schedule: cron fields and an IANA time zone.',
    schema: z.strictObject({
      schedule: z.strictObject({ cron: z.string().max(200), timeZone: z.string().max(100) }),
    }),
  },
  {
    key: 'manual',
    about: 'Started by a person only.',
    schema: z.strictObject({ manual: z.literal(true), inputs }),
  },
  {
    key: 'delegated',
    about: 'Started by an administrator of the Okta org.',
    schema: z.strictObject({ delegated: z.literal(true), inputs }),
  },
]

export const trigger = z.unknown().transform((raw, context) => {
  const kind = isJsonObject(raw) ? triggerKinds.find(({ key }) => Object.hasOwn(raw, key)) : undefined
  if (kind !== undefined) return passOn(kind.schema, raw, context) as Json
  context.addIssue({
    code: 'custom',
    message: `A trigger has one of the keys ${triggerKinds.map(({ key }) => key).join(', ')}.`,
  })
  return z.NEVER
})

export const flowSchema = z.strictObject({
  keyway: z.literal(1, 'Expected "keyway: 1", the version of the document format.'),
  name: z.string().min(1, 'A flow has a name.').max(300),
  description: z.string().max(20_000).optional(),
  trigger,
  saveData: z.boolean().optional(),
  steps,
})
