import type { Comparison } from './el.ts'

/** Compares as the dialects do: equality by value, order of numbers and of texts only among themselves. */
export function compareValues(operator: Comparison, left: unknown, right: unknown): boolean {
  if (operator === 'eq') return (left ?? null) === (right ?? null)
  if (operator === 'ne') return (left ?? null) !== (right ?? null)
  const areNumbers = typeof left === 'number' && typeof right === 'number'
  const areTexts = typeof left === 'string' && typeof right === 'string'
  if (!areNumbers && !areTexts) return false
  switch (operator) {
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
  }
}
