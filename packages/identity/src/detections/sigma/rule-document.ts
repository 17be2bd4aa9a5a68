import { anyJson, anyObject, z, type Json, type JsonObject } from '@keyway/sdk'
import type { RuleDescription } from '../detection.ts'
import type { Severity } from '../severity.ts'
import { SigmaError } from './sigma-error.ts'

const oneOrMore = z.union([z.string(), z.array(z.string())])
const dateLike = z.union([z.string(), z.number(), z.date()])

/** What the three kinds of Sigma documents share. Keys that are not listed are custom fields, and stay unread. */
const common = z.object({
  title: z.string().min(1).max(256),
  id: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
  status: z.string().optional(),
  description: z.string().max(65_535).optional(),
  license: z.string().optional(),
  author: oneOrMore.optional(),
  references: oneOrMore.nullish(),
  date: dateLike.optional(),
  modified: dateLike.optional(),
  level: z.enum(['informational', 'low', 'medium', 'high', 'critical']).optional(),
  tags: z.array(z.string()).nullish(),
  falsepositives: oneOrMore.nullish(),
  taxonomy: z.string().optional(),
})

const logSource = z.object({
  category: z.string().optional(),
  product: z.string().optional(),
  service: z.string().optional(),
})

const condition = z.union([z.string(), z.array(z.string()).min(1)])
const selections = z.looseObject({ condition })

export type LogSource = z.output<typeof logSource>

const rule = common.extend({ logsource: logSource, detection: selections })
const filter = common.extend({
  logsource: logSource,
  filter: z.looseObject({ rules: z.union([z.literal('any'), z.array(z.string())]), condition }),
})

const number = z.number()
const correlation = common.extend({
  correlation: z.object({
    type: z.enum([
      'event_count',
      'value_count',
      'temporal',
      'temporal_ordered',
      'value_sum',
      'value_avg',
      'value_percentile',
    ]),
    rules: z.array(z.string()).min(1),
    'group-by': z.array(z.string()).optional(),
    timespan: z.string(),
    condition: z
      .object({
        field: oneOrMore.optional(),
        percentile: z.number().min(0).max(100).optional(),
        gt: number.optional(),
        gte: number.optional(),
        lt: number.optional(),
        lte: number.optional(),
        eq: number.optional(),
        neq: number.optional(),
      })
      .optional(),
    aliases: z.record(z.string(), z.record(z.string(), z.string())).optional(),
    generate: z.boolean().optional(),
  }),
})

export type RuleDocument = z.output<typeof rule>
export type FilterDocument = z.output<typeof filter>
export type CorrelationDocument = z.output<typeof correlation>

export type SigmaDocument =
  | { kind: 'rule'; document: RuleDocument }
  | { kind: 'filter'; document: FilterDocument }
  | { kind: 'correlation'; document: CorrelationDocument }

/** Reads a document as what its keys say it is. Throws SigmaError. */
export function readDocument(value: Json): SigmaDocument {
  const document = anyObject.safeParse(value).data
  if (document === undefined) throw new SigmaError('A rule is a map of keys; this document is not.')
  if ('action' in document) {
    throw new SigmaError('"action" belongs to Sigma 1; write each rule out, or a correlation document.')
  }
  if ('correlation' in document) return { kind: 'correlation', document: parse(correlation, document) }
  if ('filter' in document) return { kind: 'filter', document: parse(filter, document) }
  return { kind: 'rule', document: parse(rule, document) }
}

function parse<Schema extends z.ZodType>(schema: Schema, document: JsonObject): z.output<Schema> {
  const parsed = schema.safeParse(document)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the document'}: ${message}`,
  )
  throw new SigmaError(`The rule is not as Sigma 2 has it. ${problems.join('; ')}.`, parsed.error)
}

/** What a document says of itself. Without an id its name or its title stands for one. */
export function describe(document: z.output<typeof common>): RuleDescription {
  return {
    id: document.id ?? document.name ?? document.title,
    title: document.title,
    severity: severityOf(document.level),
    description: document.description ?? '',
    author: list(document.author).join(', '),
    ...(document.license === undefined ? {} : { license: document.license }),
    references: list(document.references),
    tags: document.tags ?? [],
    falsePositives: list(document.falsepositives),
  }
}

function severityOf(level: z.output<typeof common>['level']): Severity {
  return level === 'informational' || level === undefined ? 'info' : level
}

function list(value: string | readonly string[] | null | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** The selections of a rule or filter, without what is no selection. */
export function selectionsOf(
  detection: Readonly<Record<string, unknown>>,
): [name: string, selection: Json][] {
  return Object.entries(detection)
    .filter(([name]) => !['condition', 'rules', 'timeframe'].includes(name))
    .map(([name, selection]) => [name, anyJson.parse(selection)])
}
