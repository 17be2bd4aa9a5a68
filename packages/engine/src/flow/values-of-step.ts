import { FlowError, isJsonObject } from '@keyway/sdk'
import { parseReference, type ParsedReference } from '../mapping/reference.ts'
import { isTemplate, parseTemplate } from '../mapping/template.ts'
import type {
  Comparison,
  Condition,
  ForEachStep,
  OktaCondition,
  Step,
  StreamStep,
  Value,
  WaitStep,
} from './document.ts'

/** A list of keys and indexes from the top of a document, or of a step. */
export type Path = readonly (string | number)[]

/** A value or condition of a step, with its place inside the step. */
export type StepValue = {
  path: Path
  /** Whether it is evaluated at the end of a turn, where the steps of the loop's lane are seen. */
  atEnd: boolean
} & ({ value: Value } | { condition: Condition })

/** The values and conditions of a step itself; those of steps in its lanes are theirs. */
export function valuesOfStep(step: Step): StepValue[] {
  if ('use' in step || 'call' in step) return value(['with'], step.with)
  if ('fail' in step) {
    const own = 'from' in step.fail ? [] : value(['fail'], { ...step.fail })
    return [...own, ...condition(['when'], step.when)]
  }
  if ('if' in step) {
    const branches = step.elseIf ?? []
    return [
      ...condition(['if'], step.if),
      ...branches.flatMap((branch, at) => condition(['elseIf', at, 'if'], branch.if)),
    ]
  }
  if ('switch' in step) return value(['switch'], step.switch)
  if ('forEach' in step) return [...value(['forEach'], step.forEach), ...valuesOfGathering(step)]
  if ('stream' in step) return [...value(['stream', 'with'], step.stream.with), ...valuesOfGathering(step)]
  if ('repeat' in step) return value(['repeat'], step.repeat)
  if ('return' in step) return value(['return'], step.return)
  if ('continueIf' in step) {
    return [...condition(['continueIf'], step.continueIf), ...value(['message'], step.message)]
  }
  if ('respond' in step) return value(['respond'], { ...step.respond })
  return 'wait' in step ? valuesOfWait(step) : []
}

function valuesOfGathering({ memo, collect, keep, first, next }: ForEachStep | StreamStep): StepValue[] {
  const atEnd = [
    ...value(['collect'], collect),
    ...condition(['keep'], keep),
    ...condition(['first'], first),
    ...value(['next'], next),
  ]
  return [...value(['memo'], memo), ...atEnd.map((one) => ({ ...one, atEnd: true }))]
}

function valuesOfWait({ wait }: WaitStep): StepValue[] {
  if ('seconds' in wait) return value(['wait', 'seconds'], wait.seconds)
  if ('until' in wait) return value(['wait', 'until'], wait.until)
  const [kind, { question, details, approvers, withinSeconds }] =
    'approval' in wait ? (['approval', wait.approval] as const) : (['answer', wait.answer] as const)
  return Object.entries({ question, details, approvers, withinSeconds }).flatMap(([key, found]) =>
    value(['wait', kind, key], found),
  )
}

function value(path: Path, found: Value | undefined): StepValue[] {
  return found === undefined ? [] : [{ path, atEnd: false, value: found }]
}

function condition(path: Path, found: Condition | undefined): StepValue[] {
  return found === undefined ? [] : [{ path, atEnd: false, condition: found }]
}

/** Something that holds or not, somewhere in a condition. */
export interface PlacedTest<Test = Comparison | OktaCondition> {
  path: Path
  test: Test
}

/** What a condition is made of: its comparisons and filters. */
export function testsOf(found: Condition, path: Path): PlacedTest[] {
  const inside = (key: string, parts: readonly Condition[]): PlacedTest[] =>
    parts.flatMap((part, at) => testsOf(part, [...path, key, at]))
  if ('all' in found) return inside('all', found.all)
  if ('any' in found) return inside('any', found.any)
  if ('none' in found) return inside('none', found.none)
  return [{ path: 'okta' in found ? [...path, 'okta'] : path, test: found }]
}

/** A comparison somewhere in a condition. */
export interface PlacedComparison {
  path: Path
  comparison: Comparison
}

export function comparisonsOf(found: Condition, path: Path): PlacedComparison[] {
  return testsOf(found, path).flatMap(({ path: at, test }) =>
    'okta' in test ? [] : [{ path: at, comparison: test }],
  )
}

/** A reference where it stands. */
export interface PlacedReference {
  path: Path
  reference: ParsedReference
}

/** Every reference of a step itself, with its place inside the step. */
export function referencesOfStep(step: Step): PlacedReference[] {
  return valuesOfStep(step).flatMap((found) => [...referencesOf(found)])
}

export function referencesOf(found: StepValue): Generator<PlacedReference> {
  return 'condition' in found
    ? referencesInCondition(found.condition, found.path)
    : referencesIn(found.value, found.path)
}

/** Every reference in a value: of `ref`, and of templates. What cannot be read is left out; compileFlow reports it. */
export function* referencesIn(value: Value, path: Path): Generator<PlacedReference> {
  if (typeof value === 'string') {
    if (isTemplate(value))
      for (const reference of readable(() => placeholders(value))) yield { path, reference }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* referencesIn(item, [...path, index])
  } else if (isJsonObject(value)) {
    if (Object.hasOwn(value, 'const') && Object.keys(value).length === 1) return
    const { ref } = value
    if (typeof ref === 'string') {
      for (const reference of readable(() => [parseReference(ref)]))
        yield { path: [...path, 'ref'], reference }
      return
    }
    for (const [key, inner] of Object.entries(value)) yield* referencesIn(inner, [...path, key])
  }
}

/** Every reference in a condition. */
export function* referencesInCondition(condition: Condition, path: Path): Generator<PlacedReference> {
  for (const { comparison, path: at } of comparisonsOf(condition, path)) {
    const { field, value, to } = comparison
    if (field !== undefined) {
      for (const reference of readable(() => [parseReference(`trigger.${field}`)])) {
        yield { path: [...at, 'field'], reference }
      }
    }
    if (value !== undefined) yield* referencesIn(value, [...at, 'value'])
    if (to !== undefined) yield* referencesIn(to, [...at, 'to'])
  }
}

function placeholders(text: string): ParsedReference[] {
  return parseTemplate(text).filter((part) => typeof part !== 'string')
}

function readable(read: () => ParsedReference[]): ParsedReference[] {
  try {
    return read()
  } catch (error) {
    if (error instanceof FlowError) return []
    throw error
  }
}
