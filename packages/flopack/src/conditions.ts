import type { Comparison } from '@keyway/engine'
import type { Operator } from '@keyway/sdk'
import { findField, type ExportCard, type Field } from './body.ts'
import { inputValue } from './pins.ts'
import type { Scope } from './scope.ts'

/** Comparisons as the export stores them. */
const operators: ReadonlyMap<string, Operator> = new Map([
  ['==', 'equal to'],
  ['!=', 'not equal to'],
  ['>=', 'greater than or equal to'],
  ['<=', 'less than or equal to'],
  ['>', 'greater than'],
  ['<', 'less than'],
  ['%', 'a multiple of'],
  ['in', 'in'],
  ['not in', 'not in'],
  ['has', 'has key'],
  ["doesn't have", 'does not have key'],
  ['===', 'equal to and same type'],
  ['!==', 'not equal to or not same type'],
  ['is empty', 'is empty'],
  ['is not empty', 'is not empty'],
])

/** A comparison by its stored text; undefined when it is not known. */
export function toOperator(stored: unknown): Operator | undefined {
  return typeof stored === 'string' ? operators.get(stored) : undefined
}

/**
 * The condition of a card: fields `left-operand`, `operator`, `right-operand` of a group. Both sides are compared as the
 * declared type of the left one.
 */
export function readCondition(
  scope: Scope,
  card: ExportCard,
  group: string | null = null,
): Comparison | undefined {
  const operator = toOperator(findField(card.inputs, 'operator', group)?.data)
  if (operator === undefined) return undefined
  const left = findField(card.inputs, 'left-operand', group)
  const right = findField(card.inputs, 'right-operand', group)
  const value = (field: Field | undefined) => (field === undefined ? null : inputValue(scope, card, field))
  const isUnary = operator === 'is empty' || operator === 'is not empty'
  const type = left?.type ?? 'any'
  return {
    value: value(left),
    is: operator,
    ...(isUnary ? {} : { to: value(right) }),
    ...(type === 'any' ? {} : { type }),
  }
}
