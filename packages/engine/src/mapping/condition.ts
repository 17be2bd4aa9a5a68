import { compare, InputError, operators, type Json } from '@keyway/sdk'
import type { Comparison, Condition, OktaCondition, Value } from '../flow/document.ts'
import { compileOktaFilter } from '../okta-filter/compile-filter.ts'
import type { ParsedReference } from './reference.ts'
import { compileValue, type Lookup } from './value.ts'

/** A condition, ready to be tested many times. */
export interface CompiledCondition {
  test: (lookup: Lookup) => boolean
  /** The condition with the values it compared, for the history. */
  explain: (lookup: Lookup) => Json
  references: readonly ParsedReference[]
}

/** Compiles a condition. Throws InputError for an unknown operator or an unreadable reference. */
export function compileCondition(condition: Condition): CompiledCondition {
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition)
    return join('all', parts, (lookup) => parts.every((part) => part.test(lookup)))
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition)
    return join('any', parts, (lookup) => parts.some((part) => part.test(lookup)))
  }
  if ('none' in condition) {
    const parts = condition.none.map(compileCondition)
    return join('none', parts, (lookup) => !parts.some((part) => part.test(lookup)))
  }
  return 'okta' in condition ? compileOkta(condition) : compileComparison(condition)
}

function compileOkta({ okta }: OktaCondition): CompiledCondition {
  const filter = compileOktaFilter(okta)
  const test = (lookup: Lookup) => filter.test(lookup('trigger') ?? null)
  return {
    test,
    explain: (lookup) => ({ okta, holds: test(lookup) }),
    references: [{ root: 'trigger', segments: [] }],
  }
}

function join(
  kind: 'all' | 'any' | 'none',
  parts: CompiledCondition[],
  test: (lookup: Lookup) => boolean,
): CompiledCondition {
  return {
    test,
    explain: (lookup) => ({ [kind]: parts.map((part) => part.explain(lookup)) }),
    references: parts.flatMap((part) => part.references),
  }
}

function compileComparison(comparison: Comparison): CompiledCondition {
  const { is, type } = comparison
  if (!operators.includes(is)) {
    throw new InputError(`"is": "${is}" is not a comparison. Known ones: ${operators.join(', ')}.`, {
      code: 'condition_malformed',
    })
  }
  const [left, right] = sides(comparison).map(compileValue)
  if (left === undefined || right === undefined) throw new Error('A comparison has two sides.')
  return {
    test: (lookup) => compare(left.evaluate(lookup), is, right.evaluate(lookup), type),
    explain: (lookup) => ({ value: left.evaluate(lookup), is, to: right.evaluate(lookup) }),
    references: [...left.references, ...right.references],
  }
}

/** With `field` the left side is a path into the event, and the right side may be written `value` as well as `to`. */
function sides({ field, value, to }: Comparison): [Value, Value] {
  if (field === undefined) return [value ?? null, to ?? null]
  return [{ ref: `trigger.${field}` }, to ?? value ?? null]
}
