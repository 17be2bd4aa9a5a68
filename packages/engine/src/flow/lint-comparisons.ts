import { isListType, tryCoerce, type Json, type Operator, type ValueType } from '@keyway/sdk'
import { typeOf } from '../interpreter/input-shape.ts'
import { compileValue } from '../mapping/value.ts'
import type { Comparison, Value } from './document.ts'
import { schemaOfValue, type Shapes } from './schema-of-value.ts'
import { canBecome, nameOfType, shorten } from './types-of-values.ts'

type Side = { constant: Json } | { type: ValueType } | undefined

const orders: readonly Operator[] = [
  'greater than',
  'greater than or equal to',
  'less than',
  'less than or equal to',
]
/** Where one side that cannot be converted makes the answer the same whatever the values are. */
const outcomes: Readonly<Partial<Record<Operator, string>>> = {
  ...Object.fromEntries(orders.map((operator) => [operator, 'never holds'])),
  'equal to': 'never holds',
  'not equal to': 'always holds',
  'a multiple of': 'never holds',
}

/** Says that a comparison comes out the same whatever the values are, because their types do not go together. */
export function explainComparison(comparison: Comparison, shapes: Shapes): string | undefined {
  const { is, type } = comparison
  const outcome = outcomes[is]
  if (outcome === undefined) return undefined
  const [left, right] = sidesOf(comparison).map((value) => sideOf(value, shapes))
  const isOrder = orders.includes(is)
  const unordered = isOrder && type === undefined && kindOf(left) === 'object' && kindOf(right) !== 'text'
  if (unordered) return `"${is}" ${outcome} here: ${describe(left)} is in no order with anything.`
  // Equal values are equal before any conversion: only two of different kinds never are.
  const mayBeSame =
    kindOf(left) === undefined || kindOf(right) === undefined || kindOf(left) === kindOf(right)
  if (!isOrder && is !== 'a multiple of' && mayBeSame) return undefined
  if (!isOrder && type === undefined && kindOf(left) === 'object' && isNumberOrBoolean(right)) {
    return `"${is}" ${outcome} here: ${describe(left)} is compared with ${describe(right)}.`
  }
  const wanted = is === 'a multiple of' ? 'number' : (type ?? commonType(left))
  const why = wanted === undefined ? undefined : misfit(wanted, left, right)
  return why === undefined ? undefined : `"${is}" ${outcome} here: ${why}.`
}

function misfit(wanted: ValueType, left: Side, right: Side): string | undefined {
  for (const [name, side] of [
    ['left', left],
    ['right', right],
  ] as const) {
    if (side === undefined || fits(side, wanted)) continue
    return `both sides are compared as ${nameOfType(wanted)}, and the ${name} side is ${describe(side)}`
  }
  return undefined
}

function fits(side: NonNullable<Side>, wanted: ValueType): boolean {
  if ('type' in side) return canBecome(side.type, wanted)
  return side.constant === null || tryCoerce(side.constant, wanted) !== undefined
}

/** The type that `compare` takes: that of the left side. Undefined where it only shows at run time. */
function commonType(left: Side): ValueType | undefined {
  const kind = kindOf(left)
  // Anything becomes text, and an object beside a text is compared as text.
  return kind === 'number' || kind === 'boolean' ? kind : undefined
}

/** What a value is in JSON, lists counted as objects; undefined where that is not known. Dates travel as text. */
function kindOf(side: Side): 'text' | 'number' | 'boolean' | 'object' | undefined {
  if (side === undefined) return undefined
  if ('constant' in side) {
    const { constant } = side
    if (constant === null || constant === '' || constant === 'null') return undefined
    return typeof constant === 'string'
      ? 'text'
      : typeof constant === 'object'
        ? 'object'
        : kindOfScalar(constant)
  }
  const { type } = side
  if (isListType(type)) return 'object'
  return type === 'date' ? 'text' : type === 'any' ? undefined : type
}

function isNumberOrBoolean(side: Side): boolean {
  return kindOf(side) === 'number' || kindOf(side) === 'boolean'
}

function kindOfScalar(constant: number | boolean): 'number' | 'boolean' {
  return typeof constant === 'number' ? 'number' : 'boolean'
}

function sidesOf({ field, value, to }: Comparison): [Value | undefined, Value | undefined] {
  return field === undefined ? [value, to] : [{ ref: `trigger.${field}` }, to ?? value]
}

function sideOf(value: Value | undefined, shapes: Shapes): Side {
  if (value === undefined) return undefined
  const compiled = compileValue(value)
  if (compiled.references.length === 0) return { constant: compiled.evaluate(() => undefined) }
  const schema = schemaOfValue(value, shapes)
  const type = schema === undefined ? undefined : typeOf(schema).type
  return type === undefined || type === 'any' ? undefined : { type }
}

function describe(side: Side): string {
  if (side === undefined) return 'a value'
  return 'type' in side ? nameOfType(side.type) : shorten(JSON.stringify(side.constant))
}
