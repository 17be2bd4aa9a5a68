import { InputError, isJsonObject, z } from '@keyway/sdk'
import { toDocumentIssues, type DocumentIssue } from './document-issue.ts'
import type { Flow } from './document.ts'
import { stepKinds, steps, valueType } from './step-kinds.ts'
import { trigger } from './trigger-kinds.ts'

/** Deepest nesting of steps and conditions that is read; real flows stay below ten. */
const maximumDepth = 100
const maximumSteps = 5_000

/** Thrown for a document that is not a flow. `issues` name every place. */
export class FlowDocumentError extends InputError {
  readonly issues: readonly DocumentIssue[]

  constructor(issues: readonly DocumentIssue[]) {
    const shown = issues
      .slice(0, 5)
      .map((issue) => `${formatPath(issue.path) || 'document'}: ${issue.message}${placeOf(issue)}`)
    const more = issues.length > 5 ? ` (and ${issues.length - 5} more)` : ''
    super(`This is not a valid flow. ${shown.join(' ')}${more}`, { code: 'flow_malformed' })
    this.issues = issues
  }
}

function placeOf({ line, column }: DocumentIssue): string {
  return line === undefined || column === undefined ? '' : ` (line ${line}, column ${column})`
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
  throw new FlowDocumentError(toDocumentIssues(parsed.error, data, flowSchema))
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

const limits = z.strictObject({
  deadlineSeconds: z.int().min(1).optional(),
  steps: z.int().min(1).optional(),
  listItems: z.int().min(1).optional(),
  payloadBytes: z.int().min(1_000).optional(),
  children: z.int().min(0).optional(),
  nesting: z.int().min(0).optional(),
  chain: z.int().min(0).optional(),
})

const order = z.strictObject({
  by: z.union([
    z.enum(['subject', 'flow']),
    z.strictObject({ ref: z.string().min(1).max(1_000), as: valueType.optional() }),
  ]),
  atOnce: z.int().min(1).max(1_000).optional(),
  queue: z
    .strictObject({
      most: z.int().min(0).max(1_000_000),
      whenFull: z.enum(['cancel newest', 'cancel oldest']),
    })
    .optional(),
})

export const flowSchema = z.strictObject({
  keyway: z.literal(1, 'Expected "keyway: 1", the version of the document format.'),
  name: z.string().min(1, 'A flow has a name.').max(300),
  description: z.string().max(20_000).optional(),
  trigger,
  saveData: z.boolean().optional(),
  order: z.union([z.literal('unordered'), order]).optional(),
  priority: z.enum(['incident', 'interactive', 'bulk']).optional(),
  limits: limits.optional(),
  steps,
})
