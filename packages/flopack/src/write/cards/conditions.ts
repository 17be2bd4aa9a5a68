import { isJsonObject, type ValueType } from '@keyway/sdk'
import type { CardStep, Comparison, Condition, Step, Value } from '@keyway/engine'
import type { CardDraft } from '../draft.ts'
import { feedOf, setInput } from '../inputs.ts'
import { cannotSay, nameOf, noteChange, type WriteScope } from '../scope.ts'
import { typeOfConstant } from '../stored-type.ts'
import { readConstant, readRef } from '../values.ts'
import { storedOperator } from './stored-operator.ts'

/** The condition of a card: fields `left-operand`, `operator`, `right-operand` of a group. */
export function writeCondition(
  scope: WriteScope,
  card: CardDraft,
  { step, condition, group = null }: { step: Step; condition: Condition; group?: string | null },
): void {
  const comparison = single(condition) ?? { ...holds, value: computed(scope, step, condition) }
  if (comparison.field !== undefined) {
    throw cannotSay(scope, nameOf(step), `Its condition reads the field "${comparison.field}" of the event.`)
  }
  const operator = storedOperator(comparison.is)
  if (operator === undefined) {
    throw cannotSay(scope, nameOf(step), `Okta Workflows does not compare with "${comparison.is}".`)
  }
  const { value = null, to } = comparison
  const as = readRef(value)?.as
  const type = comparedType(scope, step, comparison)
  if (as !== undefined && as !== type) {
    throw cannotSay(scope, nameOf(step), `It converts a value to ${as} and compares it as ${type}.`)
  }
  setInput(scope, card, { key: 'left-operand', group, label: 'value a', type, value })
  setInput(scope, card, { key: 'operator', group, label: 'comparison', type: 'text', value: operator })
  if (to === undefined) return
  const isConstant = readConstant(to) !== undefined
  setInput(scope, card, {
    key: 'right-operand',
    group,
    label: 'value b',
    ...(isConstant ? {} : { type }),
    value: to,
  })
}

/** Cards compare as a declared type: the document's, that of a side that is known, or text. */
function comparedType(scope: WriteScope, step: Step, { value = null, is, to, type }: Comparison): ValueType {
  if (type !== undefined && type !== 'any') return type
  const ref = readRef(value)
  if (ref?.as !== undefined) return ref.as
  const left = readConstant(value)
  if (left !== undefined && left.value !== null) return typeOfConstant(left.value)
  // Templates, lists and objects come from cards that make them.
  if (typeof value === 'string') return 'text'
  if (Array.isArray(value)) return 'object[]'
  const feed = ref === undefined ? undefined : feedOf(scope, value)
  const known = feed?.retype === undefined ? feed?.output.type : undefined
  if (known !== undefined && known !== 'flow' && known !== 'any' && known !== 'object') return known
  // Whether something is empty is the same question for every type.
  if (to === undefined || is === 'is empty' || is === 'is not empty') return 'any'
  const right = readConstant(to)
  const likely = right === undefined || right.value === null ? 'text' : typeOfConstant(right.value)
  noteChange(
    scope,
    `"${nameOf(step)}" compares as ${likely}: the flow does not say of which type the values are.`,
  )
  return likely
}

const holds: Comparison = { is: 'equal to', to: true, type: 'boolean' }

/** Cards make one comparison, so a condition with several is computed by cards before. All of them are made. */
function computed(scope: WriteScope, step: Step, condition: Condition): Value {
  if ('is' in condition) {
    if (condition.field !== undefined) {
      throw cannotSay(scope, nameOf(step), `Its condition reads the field "${condition.field}" of the event.`)
    }
    const { value = null, is, to } = condition
    const right = to === undefined ? {} : { right: to }
    const inputs = { left: value, operator: is, ...right, type: comparedType(scope, step, condition) }
    return extraStep(scope, { title: 'Compare', use: 'boolean.compare', with: inputs }, 'result')
  }
  if ('okta' in condition) {
    throw cannotSay(scope, nameOf(step), "Its condition is a filter of Okta's event hooks.")
  }
  const isAll = 'all' in condition
  const parts = isAll ? condition.all : 'any' in condition ? condition.any : condition.none
  const values = parts.map((part) => computed(scope, step, part))
  const joined: Value =
    values.length === 0
      ? isAll
      : extraStep(
          scope,
          {
            title: isAll ? 'And' : 'Or',
            use: isAll ? 'boolean.and' : 'boolean.or',
            with: { values },
          },
          'output',
        )
  return 'none' in condition ? computed(scope, step, { ...holds, value: joined, to: false }) : joined
}

function extraStep(scope: WriteScope, step: Omit<CardStep, 'id'>, output: string): Value {
  scope.flow.extraCards += 1
  const id = `extra__${scope.flow.extraCards}`
  scope.flow.write(scope, [{ id, ...step }])
  return { ref: `${id}.${output}` }
}

/** A condition that is one comparison, however it is wrapped. */
function single(condition: Condition): Comparison | undefined {
  if ('is' in condition) return condition
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  const [only, ...rest] = parts
  return only !== undefined && rest.length === 0 && isJsonObject(only) ? single(only) : undefined
}
