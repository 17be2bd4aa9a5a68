import type { ValueType } from '@keyway/sdk'
import type { CardStep, Step, Value } from '@keyway/engine'
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
      const own = Object.fromEntries([...source.fields].map(([key, field]) => [key, toValue(context, field)]))
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
