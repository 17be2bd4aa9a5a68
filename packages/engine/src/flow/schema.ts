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

const stepId = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_-]*$/,
    'An id starts with a letter or _ and goes on with letters, digits, _ or -.',
  )
  .refine((id) => id !== 'trigger' && id !== 'execution', '"trigger" and "execution" are reserved.')
const valueType = z.enum(valueTypes as [string, ...string[]])
const values = z.record(z.string(), anyJson)
const named = { id: stepId.optional(), title: z.string().max(300).optional() }
const identified = { ...named, id: stepId }

const condition: z.ZodType<Condition> = z.lazy(() =>
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

const comparison = z.strictObject({
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

/** What tells one kind of step from another: the first of these keys that it has. */
const stepKinds: readonly { key: string; schema: z.ZodType }[] = [
  {
    key: 'use',
    schema: z.strictObject({
      ...identified,
      use: z.string().max(200),
      connection: z.string().max(200).optional(),
      with: values.optional(),
    }),
  },
  {
    key: 'fail',
    schema: z.strictObject({
      ...named,
      fail: z.strictObject({ message: anyJson, statusCode: anyJson.optional(), details: values.optional() }),
      when: condition.optional(),
    }),
  },
  {
    key: 'if',
    schema: z.strictObject({
      ...named,
      if: condition,
      then: steps,
      elseIf: z.array(z.strictObject({ if: condition, then: steps })).optional(),
      else: steps.optional(),
    }),
  },
  { key: 'try', schema: z.strictObject({ ...named, try: steps, catch: steps }) },
  {
    key: 'forEach',
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
      ),
  },
  { key: 'repeat', schema: z.strictObject({ ...loop, repeat: anyJson }) },
  {
    key: 'call',
    schema: z.strictObject({
      ...named,
      call: z.string().max(300),
      with: values.optional(),
      async: z.boolean().optional(),
    }),
  },
  { key: 'return', schema: z.strictObject({ ...named, return: values, from: stepId.optional() }) },
  {
    key: 'continueIf',
    schema: z.strictObject({
      ...named,
      continueIf: condition,
      message: anyJson.optional(),
      from: stepId.optional(),
    }),
  },
  {
    key: 'respond',
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
    schema: z.strictObject({
      ...named,
      wait: z.union([z.strictObject({ seconds: anyJson }), z.strictObject({ until: anyJson })]),
    }),
  },
  { key: 'note', schema: z.strictObject({ ...named, note: z.string().max(50_000) }) },
  {
    key: 'unsupported',
    schema: z.strictObject({
      ...identified,
      unsupported: z.strictObject({ card: z.string(), reason: z.string(), with: values.optional() }),
    }),
  },
]

const step: z.ZodType<Step> = z.lazy(() =>
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

const triggerInput = {
  key: z.string().min(1).max(200),
  type: valueType.optional(),
  default: anyJson.optional(),
  title: z.string().max(300).optional(),
}
const inputs = z.array(z.strictObject(triggerInput)).max(200).optional()

const triggerKinds: readonly { key: string; schema: z.ZodType }[] = [
  {
    key: 'event',
    schema: z.strictObject({
      event: z.string().min(1).max(200),
      connection: z.string().max(200).optional(),
      when: condition.optional(),
    }),
  },
  {
    key: 'endpoint',
    schema: z.strictObject({
      endpoint: z.strictObject({ security: z.enum(['public', 'client-token']) }),
      inputs: z
        .array(z.strictObject({ ...triggerInput, in: z.enum(['body', 'headers', 'query']) }))
        .max(200)
        .optional(),
    }),
  },
  { key: 'helper', schema: z.strictObject({ helper: z.literal(true), inputs }) },
  {
    key: 'schedule',
    schema: z.strictObject({
      schedule: z.strictObject({ cron: z.string().max(200), timeZone: z.string().max(100) }),
    }),
  },
  { key: 'manual', schema: z.strictObject({ manual: z.literal(true), inputs }) },
  { key: 'delegated', schema: z.strictObject({ delegated: z.literal(true), inputs }) },
]

const trigger = z.unknown().transform((raw, context) => {
  const kind = isJsonObject(raw) ? triggerKinds.find(({ key }) => Object.hasOwn(raw, key)) : undefined
  if (kind !== undefined) return passOn(kind.schema, raw, context) as Json
  context.addIssue({
    code: 'custom',
    message: `A trigger has one of the keys ${triggerKinds.map(({ key }) => key).join(', ')}.`,
  })
  return z.NEVER
})

const flowSchema = z.strictObject({
  keyway: z.literal(1, 'Expected "keyway: 1", the version of the document format.'),
  name: z.string().min(1, 'A flow has a name.').max(300),
  description: z.string().max(20_000).optional(),
  trigger,
  saveData: z.boolean().optional(),
  steps,
})
