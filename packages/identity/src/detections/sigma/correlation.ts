import type { Json, JsonObject } from '@keyway/sdk'
import { anyOf, type EventTest } from '../events/event-test.ts'
import { parseField, type Field } from '../events/field.ts'
import { toText, type LogEvent } from '../events/log-event.ts'
import type { Evidence, WindowEntry, WindowLogic } from '../windows/window-logic.ts'
import type { CorrelationDocument } from './rule-document.ts'
import { SigmaError } from './sigma-error.ts'
import { readTimespan } from './timespan.ts'
import { toNumber } from './value.ts'

type Correlation = CorrelationDocument['correlation']
type Condition = NonNullable<Correlation['condition']>

/** A rule that a correlation refers to. */
export interface RelatedRule {
  /** As the correlation names it. */
  reference: string
  test: EventTest
}

/** Compiles a correlation over the rules it names. Source: Sigma correlation rules 2.0. Throws SigmaError. */
export function compileCorrelation(correlation: Correlation, related: readonly RelatedRule[]): WindowLogic {
  const count = counterOf(correlation)
  const condition = correlation.condition ?? {}
  const holds = holdsFor(correlation, condition)
  const judge = (entries: readonly WindowEntry[]): Evidence | undefined => {
    const value = count(entries)
    return value !== undefined && holds(value) ? { count: value, events: entries.length } : undefined
  }
  const logic = {
    selects: anyOf(related.map(({ test }) => test)),
    keysOf: keysReader(correlation, related),
    dataOf: dataReader(correlation, related),
    withinMs: readTimespan(correlation.timespan),
  }
  // That few enough happened is only known when the time is over.
  if (hasUpperBound(condition)) return { ...logic, fires: () => undefined, firesAtEnd: judge }
  return { ...logic, fires: judge }
}

function hasUpperBound({ lt, lte, eq, neq }: Condition): boolean {
  return [lt, lte, eq, neq].some((bound) => bound !== undefined)
}

function holdsFor({ type, rules }: Correlation, condition: Condition): (count: number) => boolean {
  const { gt, gte, lt, lte, eq, neq } = condition
  if ([gt, gte, lt, lte, eq, neq].every((bound) => bound === undefined)) {
    if (type === 'temporal' || type === 'temporal_ordered') return (count) => count >= rules.length
    throw new SigmaError(`A correlation of type ${type} needs a condition with gt, gte, lt, lte, eq or neq.`)
  }
  return (count) =>
    (gt === undefined || count > gt) &&
    (gte === undefined || count >= gte) &&
    (lt === undefined || count < lt) &&
    (lte === undefined || count <= lte) &&
    (eq === undefined || count === eq) &&
    (neq === undefined || count !== neq)
}

/** What the condition is about; undefined where there is nothing to count. */
type Counter = (entries: readonly WindowEntry[]) => number | undefined

function counterOf({ type, condition, rules }: Correlation): Counter {
  switch (type) {
    case 'event_count':
      return (entries) => entries.length
    case 'temporal':
      return (entries) => new Set(entries.flatMap(rulesOf)).size
    case 'temporal_ordered':
      return (entries) => longestBeginning(entries, rules.length)
    case 'value_count':
      requireField(type, condition)
      return (entries) => new Set(entries.flatMap(valuesOf).map((value) => JSON.stringify(value))).size
    case 'value_sum':
      requireField(type, condition)
      return (entries) => sum(numbersOf(entries))
    case 'value_avg':
      requireField(type, condition)
      return (entries) => average(numbersOf(entries))
    case 'value_percentile': {
      requireField(type, condition)
      const percentile = condition?.percentile ?? 50
      return (entries) => atPercentile(numbersOf(entries), percentile)
    }
  }
}

function requireField(type: string, condition: Condition | undefined): void {
  if (condition?.field === undefined) {
    throw new SigmaError(
      `A correlation of type ${type} needs "field" in its condition: the field whose values count.`,
    )
  }
}

type Reader<Read> = (event: LogEvent) => Read

function dataReader({ condition }: Correlation, related: readonly RelatedRule[]): Reader<JsonObject> {
  const named = condition?.field ?? []
  const fields = (typeof named === 'string' ? [named] : named).map(parseField)
  const [only] = fields
  return (event) => {
    const rules = related.flatMap(({ test }, index) => (test.test(event) ? [index] : []))
    if (only === undefined) return { rules }
    if (fields.length === 1) return { rules, values: present(event, only) }
    // Several fields count as one: each combination of their values.
    return { rules, values: product(fields.map((field) => present(event, field))) }
  }
}

/** Missing values are no values; Okta also writes them as `-` and `unknown`. */
function present(event: LogEvent, field: Field): Json[] {
  return event.read(field).values.filter((value) => value !== null && value !== '-' && value !== 'unknown')
}

function keysReader(correlation: Correlation, related: readonly RelatedRule[]): Reader<string[]> {
  const fields = correlation['group-by'] ?? []
  if (fields.length === 0) return () => ['']
  const grouped = related.map(({ reference, test }) => ({
    test,
    by: fields.map((field) => parseField(correlation.aliases?.[field]?.[reference] ?? field)),
  }))
  return (event) => {
    const keys = grouped
      .filter(({ test }) => test.test(event))
      .flatMap(({ by }) =>
        product(by.map((field) => present(event, field).flatMap((value) => toText(value) ?? []))).map(
          (combination) => JSON.stringify(combination),
        ),
      )
    return [...new Set(keys)]
  }
}

/** Every way to take one of each. */
function product(lists: readonly (readonly Json[])[]): Json[][] {
  return lists.reduce<Json[][]>(
    (combinations, list) => combinations.flatMap((start) => list.map((value) => [...start, value])),
    [[]],
  )
}

function rulesOf({ data }: WindowEntry): Json[] {
  return Array.isArray(data['rules']) ? data['rules'] : []
}

function valuesOf({ data }: WindowEntry): Json[] {
  return Array.isArray(data['values']) ? data['values'] : []
}

function numbersOf(entries: readonly WindowEntry[]): number[] {
  return entries.flatMap(valuesOf).flatMap((value) => toNumber(value) ?? [])
}

/** How many of the rules, from the first on, were met one after the other. */
function longestBeginning(entries: readonly WindowEntry[], rules: number): number {
  let met = 0
  for (const entry of entries) if (met < rules && rulesOf(entry).includes(met)) met += 1
  return met
}

function sum(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((total, number) => total + number, 0)
}

function average(numbers: readonly number[]): number | undefined {
  const total = sum(numbers)
  return total === undefined ? undefined : total / numbers.length
}

/** The nearest rank: the smallest value that so many percent of all are not above. */
function atPercentile(numbers: readonly number[], percentile: number): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)]
}
