import type { ValueType } from '@keyway/sdk'
import { compileValue, type CardStep, type Step, type Value } from '@keyway/engine'
import { toConstant } from './constants.ts'
import { formatPath } from './reference.ts'
import type { FlowContext } from './scope.ts'
import { reference, type Source } from './source.ts'

/** A source as a value of a flow document. What a value cannot say becomes a step before the one at hand. */
export function toValue(context: FlowContext, source: Source, as?: ValueType): Value {
  switch (source.kind) {
    case 'constant':
      return toConstant(source.value)
    case 'reference': {
      const type = as ?? source.as
      return { ref: formatPath(source.path), ...(type === undefined ? {} : { as: type }) }
    }
    case 'records':
      return { ref: formatPath(source.path) }
    case 'object': {
      const fields = [...source.fields].map(([key, field]) => [key, toValue(context, field)] as const)
      const own = toRecord(context, fields)
      if (source.rest === undefined) return own
      const id = addStep(context, 'merge record', {
        use: 'object.merge',
        with: { objects: [toValue(context, source.rest), own] },
      })
      return toValue(context, reference([id, 'output']))
    }
    case 'exists': {
      const value = { ref: formatPath(source.path) }
      const id = addStep(context, 'is there', {
        use: 'boolean.compare',
        with: { left: value, operator: 'is not empty' },
      })
      return toValue(context, reference([id, 'result']))
    }
  }
}

/**
 * An object whose keys the author chose, as a value. Two keys mean something else in a value: a text under `ref`, and a
 * lone `const`.
 */
export function toRecord(context: FlowContext, fields: readonly (readonly [string, Value])[]): Value {
  const [only, ...rest] = fields
  if (only !== undefined && rest.length === 0 && only[0] === 'const') return loneConst(context, only[1])
  return Object.fromEntries(
    fields.map(([key, value]) => [
      key,
      key === 'ref' && typeof value === 'string' ? { const: value } : value,
    ]),
  )
}

function loneConst(context: FlowContext, value: Value): Value {
  const { references, evaluate } = compileValue(value)
  if (references.length === 0) return { const: { const: evaluate(() => undefined) } }
  const title = 'Set const'
  const inputs = { object: {}, path: 'const', value }
  const id = addStep(context, title, { title, use: 'object.set', with: inputs })
  return toValue(context, reference([id, 'output']))
}

/** A step before the one at hand. Gives its id. */
export function addStep(context: FlowContext, title: string, step: Omit<CardStep, 'id'>): string {
  const id = context.ids.take(title)
  context.before.push({ id, ...step })
  return id
}

/** Runs `make` and gives its result together with the steps that must come before it. */
export function withBefore<Result>(
  context: FlowContext,
  make: () => Result,
): { before: Step[]; result: Result } {
  const outer = context.before
  const before: Step[] = []
  context.before = before
  const result = make()
  context.before = outer
  return { before, result }
}
