import { anyJson, isJsonObject, operators, valueTypes, z } from '@keyway/sdk'
import { closest } from './closest.ts'
import { toDocumentIssues } from './document-issue.ts'
import type { Condition, Step } from './document.ts'

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
export const valueType = z.enum(valueTypes as [string, ...string[]])
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
            : isJsonObject(raw) && 'okta' in raw
              ? oktaCondition
              : comparison
    return passOn(schema, raw, context) as Condition
  }),
)

export const oktaCondition = z.strictObject({ okta: z.string() })

export const comparison = z.strictObject({
  value: anyJson.optional(),
  field: z.string().max(500).optional(),
  is: z.enum(operators),
  to: anyJson.optional(),
  type: valueType.optional(),
})

export const steps: z.ZodType<Step[]> = z.lazy(() => z.array(step))
const loop = {
  ...identified,
  concurrency: z.int().min(1).max(200).optional(),
  onItemError: z.enum(['stop', 'ignore']).optional(),
  do: steps,
}

const wait = z.number().min(0).max(86_400)
const retry = z.strictObject({
  times: z.int().min(0).max(100),
  waitSeconds: z.union([wait, z.array(wait).min(2).max(2)]).optional(),
})

const gathers = {
  collect: anyJson.optional(),
  keep: condition.optional(),
  first: condition.optional(),
  memo: anyJson.optional(),
  next: anyJson.optional(),
}

/** The rules about what a loop makes of its turns. Said twice: as refinements, and as JSON Schema for editors. */
function gathering<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): z.ZodType {
  return schema
    .refine(
      (step) => ['collect', 'keep', 'first', 'next'].filter((form) => hasKey(step, form)).length <= 1,
      'A loop has one of collect, keep, first, or memo with next.',
    )
    .refine(
      (step) => hasKey(step, 'memo') === hasKey(step, 'next'),
      'memo (where it starts) and next (what it becomes) belong together.',
    )
    .refine(
      (step) => (!hasKey(step, 'first') && !hasKey(step, 'next')) || isSequential(step),
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
    })
}

function hasKey(step: object, key: string): boolean {
  return Object.entries(step).some(([name, value]) => name === key && value !== undefined)
}

function isSequential(step: object): boolean {
  return !hasKey(step, 'concurrency') || ('concurrency' in step && step.concurrency === 1)
}

const approval = {
  question: anyJson,
  details: anyJson.optional(),
  approvers: anyJson.optional(),
  withinSeconds: anyJson.optional(),
}

const answerFields = z
  .array(
    z.strictObject({
      key: z.string().min(1).max(100),
      title: z.string().max(300).optional(),
      type: z.enum(['text', 'number', 'boolean', 'date']).optional(),
      required: z.boolean().optional(),
      options: z.array(z.string().max(300)).min(1).max(200).optional(),
    }),
  )
  .min(1)
  .max(50)

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
      retry: retry.optional(),
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
    key: 'switch',
    about: 'One of several lanes by one value: the first case whose `is` equals it, or holds it in a list.',
    schema: z.strictObject({
      ...named,
      switch: anyJson,
      type: valueType.optional(),
      cases: z.array(z.strictObject({ is: anyJson, do: steps })).min(1),
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
    schema: gathering(z.strictObject({ ...loop, ...gathers, forEach: anyJson })),
  },
  {
    key: 'stream',
    about:
      'Runs its lane once for each item that an action lists, page after page, without holding them all.',
    schema: gathering(
      z.strictObject({
        ...loop,
        ...gathers,
        stream: z.strictObject({
          use: z.string().max(200),
          connection: z.string().max(200).optional(),
          with: values.optional(),
          pageSize: z.int().min(1).max(10_000).optional(),
        }),
      }),
    ),
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
    about: 'Waits for a number of seconds, until a date, for an approval or for an answer.',
    schema: z.strictObject({
      ...named,
      wait: z.union([
        z.strictObject({ seconds: anyJson }),
        z.strictObject({ until: anyJson }),
        z.strictObject({ approval: z.strictObject(approval) }),
        z.strictObject({ answer: z.strictObject({ ...approval, fields: answerFields }) }),
      ]),
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
    context.addIssue({ code: 'custom', message: `This is not a step. ${oneOf('A step', stepKinds, raw)}` })
    return z.NEVER
  }),
)

/** What tells the kinds of a thing apart, and which of them was probably meant. */
export function oneOf(thing: string, kinds: readonly DocumentKind[], raw: unknown): string {
  const known = kinds.map(({ key }) => key)
  const found = isJsonObject(raw) ? Object.keys(raw) : []
  const meant = found.map((key) => [key, closest(key, known)] as const).find(([, near]) => near !== undefined)
  const hint = meant === undefined ? '' : ` Did you mean "${meant[1]}" by "${meant[0]}"?`
  return `${thing} has one of the keys ${known.join(', ')}.${hint}`
}

/** Parses with a schema chosen by looking at the value, keeping the issues' paths. */
export function passOn(schema: z.ZodType, raw: unknown, context: z.RefinementCtx): unknown {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const { path, message, at } of toDocumentIssues(parsed.error, raw, schema)) {
    context.addIssue({ code: 'custom', message, path, ...(at === undefined ? {} : { params: { at } }) })
  }
  return z.NEVER
}

/** No two of these keys may stand together. */
function exclusivePairs(keys: readonly string[]): { not: { required: string[] } }[] {
  return keys.flatMap((key, at) => keys.slice(at + 1).map((other) => ({ not: { required: [key, other] } })))
}
