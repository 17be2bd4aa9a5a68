import type { Expression, Operand } from './expression.ts'

/** The event types that a filter lets through at most, where it names them; undefined where it may be any. */
export function typesLetThrough(expression: Expression): readonly string[] | undefined {
  switch (expression.kind) {
    case 'and': {
      const lists = expression.parts.map(typesLetThrough).filter((list) => list !== undefined)
      // Each part must hold, so the shortest list is enough.
      return lists.toSorted((one, other) => one.length - other.length)[0]
    }
    case 'or': {
      const lists = expression.parts.map(typesLetThrough)
      return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined
    }
    case 'compare': {
      const { operator, left, right } = expression
      if (operator !== 'eq' || !isType(left) || right.kind !== 'text') return undefined
      return [right.value]
    }
    case 'contains':
      return undefined
  }
}

function isType(operand: Operand): boolean {
  return operand.kind === 'field' && operand.path.length === 1 && operand.path[0] === 'eventType'
}
