import type { Json } from '@keyway/sdk'
import { parseField } from '../events/field.ts'
import { toText } from '../events/log-event.ts'
import { compileSearch } from '../regular-expression.ts'
import { compileAddressBlock } from './address-block.ts'
import {
  applyModifiers,
  type Choice,
  type CompileContext,
  type Draft,
  type Order,
  type Scalar,
} from './modifiers.ts'
import { SigmaError } from './sigma-error.ts'
import type { TextPattern } from './text-pattern.ts'
import type { TimePart } from './time-part.ts'
import { matchesText, toNumber, type ValueTest } from './value.ts'

/** How the values of an item are compared with those of its field. */
export interface ItemTest {
  /** One for each value of the rule; any value of the field may pass it. Empty for `exists`. */
  tests: readonly ValueTest[]
  /** Whether every value has to be met, not only one of them. */
  all: boolean
  negated: boolean
  /** Asks whether the field is there at all. */
  exists?: boolean
  /** Whether null is among the values, which also stands for a field that is not there. */
  takesNull: boolean
  /** The texts that the field has to equal, in lower case, where that is all that is asked. */
  equals?: readonly string[]
}

/** Compiles the values of an item under its modifiers. Throws SigmaError. */
export function compileItem(
  modifiers: readonly string[],
  values: readonly Scalar[],
  context: CompileContext,
): ItemTest {
  const draft = applyModifiers(modifiers, values, context)
  const { all, negated } = draft
  const takesNull = values.includes(null)
  if (draft.kind === 'exists') return { tests: [], all, negated, takesNull, exists: readExists(values) }
  // A placeholder that stands for nothing leaves nothing to compare with.
  const tests = draft.choices
    .filter(({ values: left }) => left.length > 0)
    .map((choice) => testOf(choice, draft))
  const equals = modifiers.every((modifier) => modifier === 'expand') ? equalTexts(draft) : undefined
  return { tests, all, negated, takesNull, ...(equals === undefined ? {} : { equals }) }
}

function equalTexts({ choices }: Draft): string[] | undefined {
  const texts = choices.flatMap(({ patterns }) => patterns).map(equalText)
  return texts.includes(undefined) ? undefined : texts.filter((text) => text !== undefined)
}

function equalText(pattern: TextPattern): string | undefined {
  const [part] = pattern
  return pattern.length === 1 && typeof part === 'object' && 'text' in part
    ? part.text.toLowerCase()
    : undefined
}

function readExists(values: readonly Scalar[]): boolean {
  const [value] = values
  if (values.length === 1 && typeof value === 'boolean') return value
  throw new SigmaError('"exists" needs true or false.')
}

/** Any of the values or texts that one value of a rule has become. */
function testOf(choice: Choice, draft: Draft): ValueTest {
  const tests = testsOf(choice, draft)
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  return (value, event) => tests.some((test) => test(value, event))
}

function testsOf({ values, patterns }: Choice, draft: Draft): ValueTest[] {
  const { kind, order, timePart, cased } = draft
  if (order !== undefined || timePart !== undefined) {
    const modifier = order ?? 'a part of time'
    return values.map((value) => compareNumbers(order ?? 'equal', numberOf(value, modifier), timePart))
  }
  if (kind === 'regular expression')
    return values.map((value) => onText(compileSearch(String(value), draft.flags)))
  if (kind === 'addresses') return values.map((value) => onText(compileAddressBlock(String(value))))
  if (kind === 'field') return values.map((value) => equalsField(String(value), draft))
  if (values.includes(null)) return [isNull]
  return patterns.map((pattern) => matchesText(withAffixes(pattern, draft.affixes), { cased }))
}

function isNull(value: Json): boolean {
  return value === null
}

function onText(test: (text: string) => boolean): ValueTest {
  return (value) => {
    const text = toText(value)
    return text !== undefined && test(text)
  }
}

function withAffixes(pattern: TextPattern, { before, after }: Draft['affixes']): TextPattern {
  return [
    ...(before && pattern[0] !== 'any' ? (['any'] as const) : []),
    ...pattern,
    ...(after && pattern.at(-1) !== 'any' ? (['any'] as const) : []),
  ]
}

function numberOf(value: Scalar, modifier: string): number {
  const number = toNumber(value)
  if (number !== undefined) return number
  throw new SigmaError(`"${modifier}" compares numbers, and "${String(value)}" is none.`)
}

function compareNumbers(order: Order | 'equal', bound: number, timePart: TimePart | undefined): ValueTest {
  const compare = comparisons[order]
  return (value) => {
    const text = timePart === undefined ? undefined : toText(value)
    const number = timePart === undefined ? toNumber(value) : text === undefined ? undefined : timePart(text)
    return number !== undefined && compare(number, bound)
  }
}

const comparisons: Readonly<Record<Order | 'equal', (value: number, bound: number) => boolean>> = {
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  equal: (value, bound) => value === bound,
}

/** Compares with another field of the same event, either way whole or by its beginning, end or part. */
function equalsField(path: string, { affixes, cased }: Draft): ValueTest {
  const field = parseField(path)
  const fold = cased ? (text: string): string => text : (text: string): string => text.toLowerCase()
  return (value, event) => {
    const text = toText(value)
    if (text === undefined) return false
    return event.read(field).values.some((other) => {
      const part = toText(other)
      if (part === undefined) return false
      const [whole, piece] = [fold(text), fold(part)]
      if (affixes.before && affixes.after) return whole.includes(piece)
      if (affixes.after) return whole.startsWith(piece)
      return affixes.before ? whole.endsWith(piece) : whole === piece
    })
  }
}
