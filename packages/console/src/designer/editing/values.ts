import { replaceInStep, type Flow, type Path, type Step, type Value } from '@keyway/engine'
import { edited, type Edit } from './edit.ts'
import { editStep } from './places.ts'
import type { StepKey } from './step-key.ts'

/** A place inside a step: an input (`['with', 'user']`), a condition (`['if']`), its title, its retry. */
export interface StepPath {
  step: StepKey
  path: Path
}

/**
 * Sets what stands at a place; undefined takes it away. What comes out must be a step again, which the form that calls
 * this knows.
 */
export function setAt(flow: Flow, { step: key, path }: StepPath, part: unknown): Edit {
  const next = editStep(flow, key, (step) => replaceInStep(step, path, part))
  return edited(flow, next, [key])
}

/** What stands at a path of a step; undefined where nothing does. */
export function valueAt(step: Step, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? Reflect.get(inner, part)
        : undefined,
    step,
  )
}

/** Connects an output to an input: the input becomes a reference to it. */
export function connect(flow: Flow, reference: string, to: StepPath): Edit {
  return setAt(flow, to, { ref: reference } satisfies Value)
}
