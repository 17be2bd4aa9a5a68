import { FlowError, type Catalog, type Json } from '@keyway/sdk'
import type { Step } from '../flow/document.ts'
import { compileCondition, type CompiledCondition } from '../mapping/condition.ts'
import type { ParsedReference } from '../mapping/reference.ts'
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
  problems: Problem[]
  blocks: Block[]
  containers: Map<string, ContainerStep>
  ids: Set<string>
}

export const nothing: CompiledValue = { evaluate: () => null, references: [] }

export interface Place {
  path: string
  around: Surroundings
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

export function leave(compilation: Compilation, from: string | undefined, place: Place): string | null {
  if (from === undefined) return null
  if (!place.around.enclosing.includes(from)) {
    report(compilation, {
      step: place.path,
      message: `"from: ${from}" does not name a step around this one.`,
      severity: 'error',
    })
  }
  return from
}

export function checkId(compilation: Compilation, step: Step, path: string): void {
  if (step.id === undefined) return
  if (compilation.ids.has(step.id))
    report(compilation, { step: path, message: `The id "${step.id}" is used twice.`, severity: 'error' })
  compilation.ids.add(step.id)
}

export function readValue(compilation: Compilation, json: Json | undefined, place: Place): CompiledValue {
  if (json === undefined) return nothing
  return guarded(compilation, place, () => compileValue(json)) ?? nothing
}

export function readCondition(
  compilation: Compilation,
  condition: Parameters<typeof compileCondition>[0],
  place: Place,
): CompiledCondition {
  return (
    guarded(compilation, place, () => compileCondition(condition)) ?? {
      test: () => false,
      explain: () => null,
      references: [],
    }
  )
}

function guarded<Compiled extends { references: readonly ParsedReference[] }>(
  compilation: Compilation,
  place: Place,
  compile: () => Compiled,
): Compiled | undefined {
  try {
    const compiled = compile()
    for (const { root } of compiled.references) {
      if (!place.around.visible.has(root)) {
        report(compilation, {
          step: place.path,
          message: `The reference to "${root}" names no step that ran before this one.`,
          severity: 'error',
        })
      }
    }
    return compiled
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    report(compilation, { step: place.path, message: error.message, severity: 'error' })
    return undefined
  }
}

export function report(compilation: Compilation, problem: Problem): void {
  compilation.problems.push(problem)
}
