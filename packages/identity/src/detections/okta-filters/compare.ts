import type { Json } from '@keyway/sdk'
import type { EventTest } from '../events/event-test.ts'
import { parseField } from '../events/field.ts'
import { toText } from '../events/log-event.ts'

/** Comparisons of System Log filters. Source: Okta's System Log API, and the guide of Okta's detection catalogue (`ew`). */
export const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const

export type Operator = (typeof operators)[number]

/** Whether any value of a field compares so with any of some texts; upper and lower case are the same. */
export function compareField(path: string, operator: Operator, texts: readonly string[]): EventTest {
  const field = parseField(path)
  const bounds = texts.map((text) => text.toLowerCase())
  if (operator === 'ne') {
    return { test: (event) => !holds(event.read(field).values, 'eq', bounds), types: undefined }
  }
  return {
    test: (event) => holds(event.read(field).values, operator, bounds),
    types: operator === 'eq' && field.key === 'eventtype' ? new Set(bounds) : undefined,
  }
}

export function fieldIsPresent(path: string): EventTest {
  const field = parseField(path)
  return { test: (event) => event.read(field).values.some(isPresent), types: undefined }
}

function isPresent(value: Json): boolean {
  return value !== null && value !== ''
}

function holds(
  values: readonly Json[],
  operator: Exclude<Operator, 'ne'>,
  bounds: readonly string[],
): boolean {
  return values.some((value) => {
    const text = toText(value)?.toLowerCase()
    return text !== undefined && bounds.some((bound) => compare[operator](text, bound))
  })
}

const compare: Readonly<Record<Exclude<Operator, 'ne'>, (text: string, bound: string) => boolean>> = {
  eq: (text, bound) => text === bound,
  co: (text, bound) => text.includes(bound),
  sw: (text, bound) => text.startsWith(bound),
  ew: (text, bound) => text.endsWith(bound),
  gt: (text, bound) => order(text, bound) > 0,
  ge: (text, bound) => order(text, bound) >= 0,
  lt: (text, bound) => order(text, bound) < 0,
  le: (text, bound) => order(text, bound) <= 0,
}

/** Numbers by size; dates of the log are ISO 8601, which sort as texts. */
function order(text: string, bound: string): number {
  const difference = Number(text) - Number(bound)
  if (text !== '' && bound !== '' && !Number.isNaN(difference)) return difference
  return text < bound ? -1 : text > bound ? 1 : 0
}
