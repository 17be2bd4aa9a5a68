import { isJsonObject, type Json } from '@keyway/sdk'
import type { Expression, Operand } from './expression.ts'

/**
 * Whether a filter lets an event of the System Log through. What is missing is null: nothing equals it but null, nothing is
 * contained in it, and it has no targets. Texts are compared as they stand, upper and lower case too.
 */
export function evaluateFilter(expression: Expression, event: Json, target: Json = null): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.parts.every((part) => evaluateFilter(part, event, target))
    case 'or':
      return expression.parts.some((part) => evaluateFilter(part, event, target))
    case 'contains': {
      const value = valueOf(expression.of, event, target)
      // Okta writes changed attributes as one text, names joined by commas; a list means the same.
      if (Array.isArray(value)) return value.includes(expression.text)
      return typeof value === 'string' && value.includes(expression.text)
    }
    case 'compare': {
      const left = valueOf(expression.left, event, target)
      const right = valueOf(expression.right, event, target)
      if (expression.operator === 'gt') return Number(left) > Number(right)
      return (left === right) === (expression.operator === 'eq')
    }
  }
}

function valueOf(operand: Operand, event: Json, target: Json): Json {
  switch (operand.kind) {
    case 'text':
    case 'number':
      return operand.value
    case 'null':
      return null
    case 'field':
      return operand.path.reduce(own, event)
    case 'attribute':
      return own(target, operand.key)
    case 'selection':
      return targetsOf(event).filter((one) => evaluateFilter(operand.where, event, one))
    case 'size': {
      const list = valueOf(operand.of, event, target)
      return Array.isArray(list) ? list.length : 0
    }
  }
}

function targetsOf(event: Json): Json[] {
  const targets = own(event, 'target')
  return Array.isArray(targets) ? targets.filter(isJsonObject) : []
}

/** Names are data: what every object inherits is not there. */
function own(value: Json, key: string): Json {
  return isJsonObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null
}
