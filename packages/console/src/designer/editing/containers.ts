import { lanesOf, type Flow, type Step } from '@keyway/engine'
import { moveSteps } from './change-steps.ts'
import { edited, type Edit } from './edit.ts'
import { takenIds, withFreeIds } from './ids.ts'
import { editLane, editStep, getStep, outermost, type LaneAddress } from './places.ts'
import { keyOf, withNewKeys, type StepKey } from './step-key.ts'

/** Puts steps into the first lane of a new one (`newStep`), which takes the place of the first of them. */
export function wrapSteps(flow: Flow, keys: readonly StepKey[], around: Step): Edit {
  const [first] = outermost(flow, keys)
  const [lane] = lanesOf(around)
  const [container] = withNewKeys(withFreeIds([around], takenIds(flow)))
  if (first === undefined || lane === undefined || container === undefined) return edited(flow, flow, keys)
  const { spot } = first
  const step = keyOf(container)
  const withContainer = editLane(flow, spot, (steps) => steps.toSpliced(spot.at, 0, container))
  const { flow: wrapped } = moveSteps(withContainer, keys, { step, lane: lane.key, at: 0 })
  return edited(flow, wrapped, [step])
}

/**
 * Takes away the step around others. With a lane, what is in its other lanes goes too; with null, the steps of all lanes
 * follow one another.
 */
export function unwrapStep(flow: Flow, key: StepKey, lane: string | null): Edit {
  const { step, spot } = getStep(flow, key)
  const inner = lanesOf(step).flatMap((one) => (lane === null || one.key === lane ? one.steps : []))
  const next = editLane(flow, spot, (steps) => steps.toSpliced(spot.at, 1, ...inner))
  return edited(flow, next, inner.map(keyOf))
}

export type Branch = 'elseIf' | 'else' | 'case'

/** The branches that can be added to a step. */
export function addableBranches(step: Step): Branch[] {
  if ('if' in step) return step.else === undefined ? ['elseIf', 'else'] : ['elseIf']
  if ('switch' in step) return step.else === undefined ? ['case', 'else'] : ['case']
  return []
}

/** Adds an empty branch behind those of its kind. */
export function addBranch(flow: Flow, key: StepKey, branch: Branch): Edit {
  const next = editStep(flow, key, (step) => {
    if (branch === 'else' && ('if' in step || 'switch' in step)) return { ...step, else: step.else ?? [] }
    if (branch === 'elseIf' && 'if' in step) {
      return { ...step, elseIf: [...(step.elseIf ?? []), { if: { all: [] }, then: [] }] }
    }
    if (branch === 'case' && 'switch' in step) return { ...step, cases: [...step.cases, { is: '', do: [] }] }
    return step
  })
  return edited(flow, next, [key])
}

/** Removes a branch with the steps in it. A lane that its step cannot be without (`then`, `catch`, `do`) is emptied. */
export function removeBranch(flow: Flow, { step: key, lane }: LaneAddress): Edit {
  if (key === null) return edited(flow, { ...flow, steps: [] }, [])
  const at = indexOf(lane)
  const next = editStep(flow, key, (step) => {
    if (lane === 'else' && ('if' in step || 'switch' in step)) {
      const { else: _, ...rest } = step
      return rest
    }
    if ('if' in step && step.elseIf !== undefined && at !== undefined) {
      const { elseIf, ...rest } = step
      return elseIf.length === 1 ? rest : { ...rest, elseIf: elseIf.toSpliced(at, 1) }
    }
    if ('switch' in step && step.cases.length > 1 && at !== undefined) {
      return { ...step, cases: step.cases.toSpliced(at, 1) }
    }
    return step
  })
  const emptied = next === flow || getStep(next, key).step === getStep(flow, key).step
  return edited(flow, emptied ? editLane(flow, { step: key, lane }, () => []) : next, [key])
}

/** Moves an else-if or a case by some places among those of its kind; where it cannot go, nothing changes. */
export function moveBranch(flow: Flow, { step: key, lane }: LaneAddress, by: number): Edit {
  const at = indexOf(lane)
  if (key === null || at === undefined) return edited(flow, flow, [])
  const next = editStep(flow, key, (step) => {
    if ('if' in step && step.elseIf !== undefined) return { ...step, elseIf: moved(step.elseIf, at, at + by) }
    return 'switch' in step ? { ...step, cases: moved(step.cases, at, at + by) } : step
  })
  return edited(flow, next, [key])
}

function indexOf(lane: string): number | undefined {
  const [, found] = /^(?:elseIf|cases)\[(\d+)\]/.exec(lane) ?? []
  return found === undefined ? undefined : Number(found)
}

function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
