import type { Filter, Literal, Operator } from './filter.ts'

export type LetterCase = 'case-sensitive' | 'case-insensitive'

/** Whether a JSON object satisfies the expression. An array matches when any of its elements does. */
export function matchesFilter(filter: Filter, subject: unknown, letterCase: LetterCase): boolean {
  switch (filter.kind) {
    case 'and':
      return (
        matchesFilter(filter.left, subject, letterCase) && matchesFilter(filter.right, subject, letterCase)
      )
    case 'or':
      return (
        matchesFilter(filter.left, subject, letterCase) || matchesFilter(filter.right, subject, letterCase)
      )
    case 'not':
      return !matchesFilter(filter.operand, subject, letterCase)
    case 'present':
      return readPath(subject, filter.attribute.split('.')).some((value) => value !== null && value !== '')
    case 'compare': {
      const { operator, value } = filter
      const found = readPath(subject, filter.attribute.split('.'))
      if (operator === 'ne')
        return !found.some((each) => compare(each, { operator: 'eq', value }, letterCase))
      return found.some((each) => compare(each, { operator, value }, letterCase))
    }
  }
}

/** Every value at the path; own properties only, so that `constructor` or `__proto__` find nothing. */
function readPath(subject: unknown, path: string[]): unknown[] {
  if (Array.isArray(subject)) return subject.flatMap((element) => readPath(element, path))
  const [name, ...rest] = path
  if (name === undefined) return subject === undefined ? [] : [subject]
  if (typeof subject !== 'object' || subject === null || !Object.hasOwn(subject, name)) return []
  return readPath(Object.entries(subject).find(([key]) => key === name)?.[1], rest)
}

type Comparison = { operator: Operator; value: Literal }

function compare(found: unknown, { operator, value }: Comparison, letterCase: LetterCase): boolean {
  if (typeof found === 'string' && typeof value === 'string') {
    const fold = (text: string) => (letterCase === 'case-sensitive' ? text : text.toLowerCase())
    return compareText(fold(found), operator, fold(value))
  }
  if (typeof found === 'number' && typeof value === 'number') return holds(found - value, operator)
  return operator === 'eq' && found === value
}

function compareText(found: string, operator: Operator, value: string): boolean {
  if (operator === 'sw') return found.startsWith(value)
  if (operator === 'co') return found.includes(value)
  if (operator === 'ew') return found.endsWith(value)
  const [foundTime, valueTime] = [parseTime(found), parseTime(value)]
  if (foundTime !== undefined && valueTime !== undefined) return holds(foundTime - valueTime, operator)
  return holds(found < value ? -1 : found > value ? 1 : 0, operator)
}

// Dates compare as instants: 2026-06-01T00:00:00Z equals 2026-06-01T00:00:00.000Z.
const timePattern = /^\d{4}-\d\d-\d\dt\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)$/i

function parseTime(text: string): number | undefined {
  if (!timePattern.test(text)) return undefined
  const time = Date.parse(text.toUpperCase())
  return Number.isNaN(time) ? undefined : time
}

function holds(difference: number, operator: Operator): boolean {
  if (operator === 'eq') return difference === 0
  if (operator === 'gt') return difference > 0
  if (operator === 'ge') return difference >= 0
  if (operator === 'lt') return difference < 0
  return operator === 'le' && difference <= 0
}
