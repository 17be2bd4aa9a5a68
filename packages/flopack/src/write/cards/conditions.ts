import { isJsonObject } from '@keyway/sdk'
import type { Comparison, Condition, Step } from '@keyway/engine'
import type { CardDraft } from '../draft.ts'
import { setInput } from '../inputs.ts'
import { cannotSay, nameOf, type WriteScope } from '../scope.ts'
import { readConstant, readRef } from '../values.ts'
import { storedOperator } from './stored-operator.ts'

/** The condition of a card: fields `left-operand`, `operator`, `right-operand` of a group. */
export function writeCondition(
  scope: WriteScope,
  card: CardDraft,
  { step, condition, group = null }: { step: Step; condition: Condition; group?: string | null },
): void {
  const comparison = single(condition)
  if (comparison === undefined) {
    throw cannotSay(
      scope,
      nameOf(step),
      'Its condition has several comparisons, but cards of Okta Workflows make one: compute each with ' +
        'boolean.compare, join them with boolean.and or boolean.or, and compare the result.',
    )
  }
  if (comparison.field !== undefined) {
    throw cannotSay(scope, nameOf(step), `Its condition reads the field "${comparison.field}" of the event.`)
  }
  const operator = storedOperator(comparison.is)
  if (operator === undefined) {
    throw cannotSay(scope, nameOf(step), `Okta Workflows does not compare with "${comparison.is}".`)
  }
  const { value = null, to, type } = comparison
  const as = readRef(value)?.as
  if (as !== undefined && type !== undefined && as !== type) {
    throw cannotSay(scope, nameOf(step), `It converts a value to ${as} and compares it as ${type}.`)
  }
  const typed = type === undefined ? {} : { type }
  setInput(scope, card, { key: 'left-operand', group, label: 'value a', ...typed, value })
  setInput(scope, card, { key: 'operator', group, label: 'comparison', type: 'text', value: operator })
  if (to === undefined) return
  const toType = readConstant(to) === undefined ? {} : typed
  setInput(scope, card, { key: 'right-operand', group, label: 'value b', ...toType, value: to })
}

/** A condition that is one comparison, however it is wrapped. */
function single(condition: Condition): Comparison | undefined {
  if ('is' in condition) return condition
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  const [only, ...rest] = parts
  return only !== undefined && rest.length === 0 && isJsonObject(only) ? single(only) : undefined
}
