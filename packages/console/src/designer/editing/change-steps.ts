import type { Flow, Step } from '@keyway/engine'
import { edited, type Edit } from './edit.ts'
import { takenIds, withFreeIds } from './ids.ts'
import { editLane, findLane, findStep, getStep, outermost, type Spot } from './places.ts'
import { keyOf, withNewKeys, type StepKey } from './step-key.ts'

/** Puts one new step into a document, under a key of its own and an id that is free. */
export function insertStep(flow: Flow, step: Step, spot: Spot): Edit {
  return insertSteps(flow, [step], { spot, taken: takenIds(flow) })
}

/**
 * Puts steps into a document, under keys of their own, and under other ids where theirs are in `taken` (`takenIds`).
 * References among them follow.
 */
export function insertSteps(
  flow: Flow,
  steps: readonly Step[],
  { spot, taken }: { spot: Spot; taken: ReadonlySet<string> },
): Edit {
  const fresh = withNewKeys(withFreeIds(steps, taken))
  const next = editLane(flow, spot, (lane) => lane.toSpliced(spot.at, 0, ...fresh))
  return edited(flow, next, fresh.map(keyOf))
}

/** Takes steps out of a document; steps inside of others go with them. What referred to them is told. */
export function removeSteps(flow: Flow, keys: readonly StepKey[]): Edit {
  const gone = outermost(flow, keys)
  const next = gone.reduce((now, { key }) => takeOut(now, key), flow)
  const [first] = gone
  return edited(flow, next, first === undefined ? [] : neighbour(next, first.spot))
}

/** The step that is now where another one was, else the one before, else the one around. */
function neighbour(flow: Flow, { at, ...lane }: Spot): StepKey[] {
  const left = findLane(flow, lane)?.steps ?? []
  const near = left[at] ?? left[at - 1]
  if (near !== undefined) return [keyOf(near)]
  return lane.step === null ? [] : [lane.step]
}

function takeOut(flow: Flow, key: StepKey): Flow {
  const { spot } = getStep(flow, key)
  return editLane(flow, spot, (lane) => lane.filter((step) => keyOf(step) !== key))
}

/** Whether steps can be moved to a spot: not into one of themselves. */
export function canMove(flow: Flow, keys: readonly StepKey[], to: Spot): boolean {
  if (to.step === null) return keys.length > 0
  const around = findStep(flow, to.step)
  if (around === undefined) return false
  return keys.length > 0 && ![to.step, ...around.parents].some((key) => keys.includes(key))
}

/** Moves steps, in document order, to a spot of the document as it is now. They keep keys and ids. */
export function moveSteps(flow: Flow, keys: readonly StepKey[], to: Spot): Edit {
  const moved = outermost(flow, keys)
  if (!canMove(flow, keys, to)) return edited(flow, flow, keys)
  const isBefore = ({ spot }: (typeof moved)[number]): boolean =>
    spot.step === to.step && spot.lane === to.lane && spot.at < to.at
  const at = to.at - moved.filter(isBefore).length
  const without = moved.reduce((now, { key }) => takeOut(now, key), flow)
  const next = editLane(without, to, (lane) => lane.toSpliced(at, 0, ...moved.map(({ step }) => step)))
  return edited(
    flow,
    next,
    moved.map(({ key }) => key),
  )
}

/** Copies steps to right behind the last of them. References among the copies lead to the copies. */
export function duplicateSteps(flow: Flow, keys: readonly StepKey[]): Edit {
  const chosen = outermost(flow, keys)
  const last = chosen.at(-1)
  if (last === undefined) return edited(flow, flow, [])
  const { spot } = last
  return insertSteps(
    flow,
    chosen.map(({ step }) => step),
    { spot: { ...spot, at: spot.at + 1 }, taken: takenIds(flow) },
  )
}
