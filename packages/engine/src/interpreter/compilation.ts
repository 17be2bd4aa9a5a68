import { FlowError, isJsonObject, type Catalog, type Json } from '@keyway/sdk'
import { closest } from '../flow/closest.ts'
import type { Condition, Step } from '../flow/document.ts'
import {
  referencesIn,
  referencesInCondition,
  testsOf,
  type Path,
  type PlacedReference,
} from '../flow/values-of-step.ts'
import { compileCondition, type CompiledCondition } from '../mapping/condition.ts'
import { compileValue, type CompiledValue } from '../mapping/value.ts'
import type { Block, ContainerStep, Problem } from './program.ts'

/** What a step can see: ids of steps that ran before it, and the containers around it. */
export interface Surroundings {
  visible: ReadonlySet<string>
  /** Ids of the steps whose lanes enclose this one and that `from` may name, innermost last. */
  enclosing: readonly string[]
}

export interface Compilation {
  catalog: Catalog
  /** Whether an event of Okta starts the flow, which is what Okta's filters read. */
  isStartedByOkta: boolean
  problems: Problem[]
  blocks: Block[]
  containers: Map<string, ContainerStep>
  ids: Set<string>
}

export const nothing: CompiledValue = { evaluate: () => null, references: [] }

export interface Place {
  path: string
  around: Surroundings
  /** The part of the step that is read: `['with']`. */
  field?: Path
}

/** The place of a part of the step. */
export function at(place: Place, ...field: Path): Place {
  return { ...place, field }
}

export function inside(around: Surroundings, id: string | undefined): Surroundings {
  return {
    visible: around.visible,
    enclosing: id === undefined ? around.enclosing : [...around.enclosing, id],
  }
}

export function withVisible(around: Surroundings, id: string | undefined): Surroundings {
  return id === undefined ? around : { ...around, visible: new Set([...around.visible, id]) }
}

export function container(compilation: Compilation, step: ContainerStep): ContainerStep {
  compilation.containers.set(step.path, step)
  return step
}

export function leave(
  compilation: Compilation,
  from: string | undefined,
  place: Place & { field: Path },
): string | null {
  if (from === undefined) return null
  if (!place.around.enclosing.includes(from)) {
    report(compilation, {
      step: place.path,
      field: place.field,
      message: `"from: ${from}" does not name a step around this one.`,
      severity: 'error',
      kind: 'unknown reference',
    })
  }
  return from
}

export function checkId(compilation: Compilation, step: Step, path: string): void {
  if (step.id === undefined) return
  if (compilation.ids.has(step.id)) {
    const message = `The id "${step.id}" is used twice.`
    report(compilation, { step: path, field: ['id'], message, severity: 'error' })
  }
  compilation.ids.add(step.id)
}

export function readValue(compilation: Compilation, json: Json | undefined, place: Place): CompiledValue {
  if (json === undefined) return nothing
  const { field = [] } = place
  try {
    const compiled = compileValue(json)
    checkRoots(compilation, place, referencesIn(json, field))
    return compiled
  } catch (error) {
    reportUnreadable(compilation, place, { error, field: unreadablePart(json, field) })
    return nothing
  }
}

export function readCondition(
  compilation: Compilation,
  condition: Condition,
  place: Place,
): CompiledCondition {
  const { field = [] } = place
  try {
    const compiled = compileCondition(condition)
    checkRoots(compilation, place, referencesInCondition(condition, field))
    const misplaced = testsOf(condition, field).find(({ test }) => 'okta' in test)
    if (misplaced !== undefined && !compilation.isStartedByOkta) {
      report(compilation, {
        step: place.path,
        ...(misplaced.path.length === 0 ? {} : { field: misplaced.path }),
        message: 'An Okta filter reads the event that starts the flow, and no event of Okta starts this one.',
        severity: 'error',
      })
    }
    return compiled
  } catch (error) {
    const culprit = testsOf(condition, field).find(({ test }) => !isReadable(() => compileCondition(test)))
    reportUnreadable(compilation, place, { error, field: culprit?.path ?? field })
    return { test: () => false, explain: () => null, references: [] }
  }
}

function checkRoots(compilation: Compilation, place: Place, references: Iterable<PlacedReference>): void {
  for (const { reference, path: field } of references) {
    const { root } = reference
    if (place.around.visible.has(root)) continue
    const meant = closest(root, [...place.around.visible])
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    report(compilation, {
      step: place.path,
      ...(field.length === 0 ? {} : { field }),
      message: `The reference to "${root}" names no step that ran before this one.${hint}`,
      severity: 'error',
      kind: 'unknown reference',
    })
  }
}

function reportUnreadable(
  compilation: Compilation,
  { path: step }: Place,
  { error, field }: { error: unknown; field: Path },
): void {
  if (!(error instanceof FlowError)) throw error
  const where = field.length === 0 ? {} : { field }
  report(compilation, { step, ...where, message: error.message, severity: 'error' })
}

/** The innermost part of a value that cannot be read. */
function unreadablePart(value: Json, path: Path): Path {
  if (typeof value !== 'object' || value === null || (isJsonObject(value) && 'ref' in value)) return path
  for (const [key, inner] of Object.entries(value)) {
    if (isReadable(() => compileValue(inner))) continue
    return unreadablePart(inner, [...path, Array.isArray(value) ? Number(key) : key])
  }
  return path
}

function isReadable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof FlowError) return false
    throw error
  }
}

export function report(compilation: Compilation, problem: Problem): void {
  compilation.problems.push(problem)
}
