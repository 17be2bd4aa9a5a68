import { mapSteps, referencesOfStep, renameInStep, walkSteps, type Flow, type Step } from '@keyway/engine'
import { edited, type Edit } from './edit.ts'
import { editStep, getStep } from './places.ts'
import type { StepKey } from './step-key.ts'

const reserved = ['trigger', 'execution']

/**
 * Ids that a new step must not take: those of steps, and those that some reference still names although no step has them.
 * A new step that took one of these would be read by values that were never meant for it.
 */
export function takenIds(flow: Flow): ReadonlySet<string> {
  const taken = new Set(reserved)
  for (const step of walkSteps(flow.steps)) {
    if (step.id !== undefined) taken.add(step.id)
    for (const name of namedBy(step)) taken.add(name)
  }
  return taken
}

/** Ids that a step names: by references, and by `from`. */
function namedBy(step: Step): string[] {
  const names = referencesOfStep(step).map(({ reference }) => reference.root)
  if ('fail' in step && 'from' in step.fail) names.push(step.fail.from)
  if ('from' in step && step.from !== undefined) names.push(step.from)
  return names
}

/** An id near the wanted one that is not taken: `read_user`, `read_user_2`. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const plain = wanted
    .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^(?=[^A-Za-z_])/, '_')
    .slice(0, 90)
  const base = plain === '' ? 'step' : plain
  if (!taken.has(base)) return base
  const stem = base.replace(/_\d+$/, '')
  for (let number = 2; ; number += 1) {
    const id = `${stem}_${number}`
    if (!taken.has(id)) return id
  }
}

/** Why a step cannot have an id; null when it can. */
export type IdProblem = 'malformed' | 'reserved' | 'taken'

export function explainId(flow: Flow, key: StepKey, id: string): IdProblem | null {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(id)) return 'malformed'
  if (reserved.includes(id)) return 'reserved'
  return getStep(flow, key).step.id !== id && takenIds(flow).has(id) ? 'taken' : null
}

/** Gives a step another id; every reference to it follows. Throws for an id that `explainId` refuses. */
export function renameStep(flow: Flow, key: StepKey, id: string): Edit {
  const problem = explainId(flow, key, id)
  if (problem !== null) throw new Error(`A step cannot be called "${id}": ${problem}.`)
  const { id: old } = getStep(flow, key).step
  if (old === id) return edited(flow, flow, [key])
  const named = editStep(flow, key, (step) => ({ ...step, id }))
  if (old === undefined) return edited(flow, named, [key])
  const renames = new Map([[old, id]])
  return edited(flow, { ...named, steps: mapSteps(named.steps, (step) => renameInStep(step, renames)) }, [
    key,
  ])
}

/** Steps under ids that are not taken, where theirs are; references among them follow. */
export function withFreeIds(steps: readonly Step[], taken: ReadonlySet<string>): Step[] {
  const used = new Set(taken)
  const renames = new Map<string, string>()
  for (const { id } of walkSteps(steps)) {
    if (id === undefined) continue
    const free = freeId(id, used)
    used.add(free)
    renames.set(id, free)
  }
  return mapSteps(steps, (step) => {
    const inner = renameInStep(step, renames)
    return inner.id === undefined ? inner : { ...inner, id: renames.get(inner.id) ?? inner.id }
  })
}
