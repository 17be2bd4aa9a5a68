import { FlowError, isJsonObject, tryCoerce, type Json, type ValueType } from '@keyway/sdk'
import { inputShape, typeOf } from '../interpreter/input-shape.ts'
import type { Problem } from '../interpreter/program.ts'
import { compileValue } from '../mapping/value.ts'
import { compileOktaFilter } from '../okta-filter/compile-filter.ts'
import { closest } from './closest.ts'
import type { CallStep, CardStep, Condition, Flow, Trigger } from './document.ts'
import { explainComparison } from './lint-comparisons.ts'
import { lintReachability } from './lint-reachability.ts'
import { explainDeadReference } from './lint-references.ts'
import { shapeOfTrigger, visitPlaces, type StepPlace, type Surroundings } from './places.ts'
import { schemaOfValue, type Shapes } from './schema-of-value.ts'
import { canBecome, nameOfType, scalarOf, shorten } from './types-of-values.ts'
import {
  comparisonsOf,
  referencesInCondition,
  referencesOf,
  referencesOfStep,
  testsOf,
  valuesOfStep,
  type Path,
} from './values-of-step.ts'
import { walkSteps } from './walk.ts'

/**
 * What an author should look at although the flow can run: references that surely lead to nothing, comparisons that come
 * out the same whatever they compare, inputs that cannot take the type they get, function cards whose outputs nothing uses,
 * and steps that are never reached. Only what is certain is said. What cannot be read at all is compileFlow's to report, as
 * is a step right behind a `return`.
 */
export function lintFlow(flow: Flow, surroundings: Surroundings): Problem[] {
  const problems: Problem[] = []
  const linting: Linting = { ...surroundings, trigger: flow.trigger, used: usedRoots(flow), problems }
  lintTrigger(linting)
  visitPlaces(flow, surroundings, {
    visit(place) {
      lintValues(linting, place, { atEnd: false })
      if ('use' in place.step) lintCard(linting, place.step, place)
      if ('call' in place.step) lintCall(linting, place.step, place)
    },
    leave: (place) => lintValues(linting, place, { atEnd: true }),
  })
  for (const { step, message } of lintReachability(flow)) {
    problems.push({ step, message, severity: 'warning', kind: 'never reached' })
  }
  return problems
}

interface Linting extends Surroundings {
  trigger: Trigger
  used: ReadonlySet<string>
  problems: Problem[]
}

/** The condition of a trigger. */
function lintTrigger({ catalog, trigger, problems }: Linting): void {
  if (!('when' in trigger) || trigger.when === undefined) return
  const shape = shapeOfTrigger(trigger, catalog)
  const shapes: Shapes = new Map(shape === undefined ? [] : [['trigger', shape]])
  const report = (path: Path, message: string | undefined): void => {
    if (message === undefined) return
    problems.push({ step: null, field: ['trigger', ...path], message, severity: 'warning' })
  }
  for (const { reference, path } of referencesInCondition(trigger.when, ['when'])) {
    report(path, explainDeadReference(reference, shapes, trigger))
  }
  for (const { path, message } of trapsOf(trigger.when, ['when'])) report(path, message)
  for (const { comparison, path } of comparisonsOf(trigger.when, ['when'])) {
    report(
      path,
      readable(() => explainComparison(comparison, shapes)),
    )
  }
}

function warn(
  { problems }: Linting,
  { path: step }: StepPlace,
  problem: Pick<Problem, 'field' | 'message' | 'kind'>,
): void {
  problems.push({ step, ...problem, severity: 'warning' })
}

function lintValues(linting: Linting, place: StepPlace, { atEnd }: { atEnd: boolean }): void {
  for (const value of valuesOfStep(place.step)) {
    if (value.atEnd !== atEnd) continue
    for (const { reference, path } of referencesOf(value)) {
      const message = explainDeadReference(reference, place.shapes, linting.trigger)
      if (message !== undefined) warn(linting, place, { field: path, message })
    }
    if (!('condition' in value)) continue
    for (const { path, message } of trapsOf(value.condition, value.path)) {
      warn(linting, place, { field: path, message })
    }
    for (const { comparison, path } of comparisonsOf(value.condition, value.path)) {
      const message = readable(() => explainComparison(comparison, place.shapes))
      if (message !== undefined) warn(linting, place, { field: path, message })
    }
  }
}

/** What Okta's filters in a condition may not mean. */
function trapsOf(condition: Condition, path: Path): { path: Path; message: string }[] {
  return testsOf(condition, path).flatMap(({ test, path: at }) => {
    const filter = 'okta' in test ? readable(() => compileOktaFilter(test.okta)) : undefined
    return (filter?.warnings ?? []).map((message) => ({ path: at, message }))
  })
}

function lintCard(linting: Linting, step: CardStep, place: StepPlace): void {
  const card = linting.catalog.cards.get(step.use)
  // In a try lane a card may stand for its error: reading JSON to see whether it is JSON.
  if (card !== undefined && !place.inTry && !linting.used.has(step.id)) {
    const message = `Nothing uses the outputs of this step, and "${step.use}" does nothing else.`
    warn(linting, place, { message })
  }
  const schema = card?.input ?? linting.catalog.actions.get(step.use)?.action.input
  if (schema === undefined) return
  const types = new Map(inputShape(schema).properties.map(({ name, type }) => [name, type]))
  lintInputs(linting, place, { of: `"${step.use}"`, given: step.with, types })
}

/** A call of a helper that is known here: the inputs it takes, and their types. */
function lintCall(linting: Linting, step: CallStep, place: StepPlace): void {
  const helpers = linting.findHelpers(step.call)
  if (helpers === undefined) return
  if (helpers.length === 0) {
    const message = `There is no helper flow "${step.call}".`
    return warn(linting, place, { field: ['call'], message })
  }
  const types = declaredInputs(helpers)
  if (types === undefined) return
  const name = helpers[0]?.name ?? step.call
  for (const key of Object.keys(step.with ?? {})) {
    if (types.has(key)) continue
    const meant = closest(key, [...types.keys()])
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    const message = `The helper flow "${name}" declares no input "${key}".${hint} Its inputs: ${[...types.keys()].join(', ')}.`
    warn(linting, place, { field: ['with', key], message })
  }
  lintInputs(linting, place, { of: `the helper flow "${name}"`, given: step.with, types })
}

/** What the flows that a call may mean declare together; undefined where one of them takes whatever comes. */
function declaredInputs(helpers: readonly Flow[]): ReadonlyMap<string, ValueType> | undefined {
  const types = new Map<string, ValueType>()
  for (const { trigger } of helpers) {
    if (!('helper' in trigger) || trigger.inputs === undefined || trigger.inputs.length === 0)
      return undefined
    for (const { key, type = 'any' } of trigger.inputs) {
      types.set(key, (types.get(key) ?? type) === type ? type : 'any')
    }
  }
  return types
}

function lintInputs(
  linting: Linting,
  place: StepPlace,
  { of, given = {}, types }: { of: string; given: CardStep['with']; types: ReadonlyMap<string, ValueType> },
): void {
  for (const [name, value] of Object.entries(given)) {
    const type = types.get(name)
    const problem = type === undefined ? undefined : readable(() => mismatch(place.shapes, value, type))
    if (problem === undefined) continue
    const message = `Input "${name}" of ${of}: ${problem}`
    warn(linting, place, { field: ['with', name], message, kind: 'type clash' })
  }
}

function mismatch(shapes: Shapes, value: Json, wanted: ValueType): string | undefined {
  const compiled = compileValue(value)
  if (compiled.references.length === 0) {
    const constant = compiled.evaluate(() => undefined)
    return tryCoerce(constant, wanted) === undefined
      ? `${shorten(JSON.stringify(constant))} is not ${nameOfType(wanted)}.`
      : undefined
  }
  const source = isJsonObject(value) && typeof value.ref === 'string' ? value.ref : undefined
  // What is written in the flow as a list, an object or with `as` says itself what it will be.
  if (
    typeof value !== 'string' &&
    (source === undefined || (isJsonObject(value) && value.as !== undefined))
  ) {
    return undefined
  }
  const schema = schemaOfValue(value, shapes)
  const found = schema === undefined ? 'any' : typeOf(schema).type
  if (found === 'any') return undefined
  if (source !== undefined && found === 'text' && scalarOf(wanted) === 'object') {
    return `${source} is text, expected ${nameOfType(wanted)}. If it is JSON, say so with "as: ${wanted}".`
  }
  if (canBecome(found, wanted)) return undefined
  return `${source ?? 'This text'} is ${nameOfType(found)}, which cannot become ${nameOfType(wanted)}.`
}

/** Unreadable references and templates are reported by compileFlow. */
function readable<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof FlowError) return undefined
    throw error
  }
}

/** Ids of steps that some value refers to, wherever it stands. */
function usedRoots(flow: Flow): ReadonlySet<string> {
  const used = new Set<string>()
  for (const step of walkSteps(flow.steps)) {
    for (const { reference } of referencesOfStep(step)) used.add(reference.root)
  }
  return used
}
