import type { Json, Operator, ValueType } from '@keyway/sdk'
import { formatReference } from '@keyway/engine'
import { isObject, kindOf, kindOfType, type Kind } from '../values/kind.ts'

/** A value of an event that a condition can look at. */
export interface EventField {
  /** Path into the event: `target[type=User].id`. */
  path: string
  title: string | null
  kind: Kind
  /** What real events had there, the latest first; texts, numbers and booleans only. */
  examples: readonly (string | number | boolean)[]
}

const mostFields = 400
const mostExamples = 8
const deepest = 6

/** Declared fields first, then those that real events have beside them. */
export function knownFields(
  declared: readonly { path: string; title: string | null; type: ValueType }[],
  events: readonly Json[],
): EventField[] {
  const found = new Map<string, EventField>()
  for (const { path, title, type } of declared) {
    found.set(path, { path, title, kind: kindOfType(type), examples: [] })
  }
  for (const event of events) collect(found, { path: '', depth: 0 }, event)
  return [...found.values()]
    .filter(({ kind, title }) => title !== null || kind !== 'null')
    .slice(0, mostFields)
}

function collect(found: Map<string, EventField>, { path, depth }: Spot, value: Json): void {
  if (path !== '') note(found, path, value)
  if (depth >= deepest) return
  if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const spot = spotOf({ path, depth }, key)
      if (spot !== undefined) collect(found, spot, inner)
    }
  }
  if (!Array.isArray(value)) return
  for (const [index, item] of value.entries()) {
    collect(found, { path: `${path}[${labelOf(item) ?? index}]`, depth: depth + 1 }, item)
  }
}

interface Spot {
  path: string
  depth: number
}

/** A path into an event begins with a plain name, so an odd key of the event itself cannot be reached by one. */
function spotOf({ path, depth }: Spot, key: string): Spot | undefined {
  const step = formatReference(['trigger', key]).slice('trigger'.length)
  if (path !== '') return { path: `${path}${step}`, depth: depth + 1 }
  return step.startsWith('.') ? { path: key, depth: depth + 1 } : undefined
}

/** Items that say what they are, as the targets of Okta's events do, are found by that: their order means nothing. */
function labelOf(item: Json): string | undefined {
  const type = isObject(item) ? item['type'] : undefined
  return typeof type === 'string' && /^\w+$/.test(type) ? `type=${type}` : undefined
}

function note(found: Map<string, EventField>, path: string, value: Json): void {
  const known = found.get(path) ?? { path, title: null, kind: 'null' as const, examples: [] }
  const kind = known.kind === 'null' || known.kind === 'any' ? kindOf(value) : known.kind
  found.set(path, {
    ...known,
    kind: kind === 'null' ? known.kind : kind,
    examples: withExample(known.examples, value),
  })
}

function withExample(examples: EventField['examples'], value: Json): EventField['examples'] {
  const isFull = examples.length >= mostExamples
  if (isFull || value === null || typeof value === 'object' || value === '' || examples.includes(value))
    return examples
  return [...examples, value]
}

const equality = ['equal to', 'not equal to', 'one of', 'not in'] as const
const emptiness = ['is empty', 'is not empty'] as const
const orders = ['greater than', 'greater than or equal to', 'less than', 'less than or equal to'] as const
const texts = ['contains', 'starts with', 'ends with'] as const
const keys = ['has key', 'does not have key'] as const

const byKind: Readonly<Record<Kind, readonly Operator[]>> = {
  text: [...equality, ...texts, ...emptiness],
  number: [...equality, ...orders, 'a multiple of', ...emptiness],
  boolean: ['equal to', 'not equal to', ...emptiness],
  date: [...orders, 'equal to', 'not equal to', ...emptiness],
  object: [...keys, ...emptiness],
  list: ['contains', ...emptiness],
  null: [...emptiness, ...equality],
  any: [...equality, ...texts, ...orders, ...emptiness, ...keys, 'a multiple of'],
}

/** Comparisons that make sense for a kind of value; the present one is always among them. */
export function operatorsFor(kind: Kind, present: Operator): readonly Operator[] {
  const fitting = byKind[kind]
  return fitting.includes(present) ? fitting : [...fitting, present]
}

/** Comparisons without a right side. */
export const oneSided: readonly Operator[] = emptiness
/** Comparisons whose right side is a list. */
export const listed: readonly Operator[] = ['one of', 'in', 'not in']

/** The type that has to be said for a comparison to mean what it seems to: dates travel as text. */
export function typeFor(kind: Kind, is: Operator): ValueType | undefined {
  const isOrder = orders.some((order) => order === is)
  return kind === 'date' && (isOrder || is === 'equal to' || is === 'not equal to') ? 'date' : undefined
}
