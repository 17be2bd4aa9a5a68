import { lanesOf, withLane, type Flow, type Step } from '@keyway/engine'
import { keyOf, type StepKey } from './step-key.ts'

/** A list of steps: that of the flow itself (`{ step: null, lane: 'steps' }`), or a lane as `lanesOf` names it. */
export interface LaneAddress {
  step: StepKey | null
  /** `steps`, `then`, `elseIf[0].then`, `else`, `cases[1].do`, `try`, `catch`, `do` */
  lane: string
}

/** Between two steps of a lane: `at` is the index of the step behind it, and the length of the lane at its end. */
export interface Spot extends LaneAddress {
  at: number
}

/** A step where it stands now. */
export interface PlacedStep {
  key: StepKey
  step: Step
  /** `steps[2].do[0]`: as problems, runs and addresses of pages name it. */
  path: string
  spot: Spot
  /** Keys of the steps whose lanes it is in, outermost first. */
  parents: readonly StepKey[]
}

/** A lane where it stands now, with its steps. */
export interface PlacedLane extends LaneAddress {
  /** `steps`, `steps[2].do` */
  path: string
  steps: readonly Step[]
  parents: readonly StepKey[]
}

export interface Places {
  /** In document order. */
  steps: ReadonlyMap<StepKey, PlacedStep>
  byPath: ReadonlyMap<string, PlacedStep>
  /** Every list that steps can be put in, outer before inner. */
  lanes: readonly PlacedLane[]
}

const known = new WeakMap<Flow, Places>()

/** Where everything of a document is. Found once for each document. */
export function placesOf(flow: Flow): Places {
  const found = known.get(flow)
  if (found !== undefined) return found
  const steps = new Map<StepKey, PlacedStep>()
  const lanes: PlacedLane[] = []
  const visit = (lane: PlacedLane): void => {
    lanes.push(lane)
    for (const [at, step] of lane.steps.entries()) {
      const key = keyOf(step)
      const path = `${lane.path}[${at}]`
      const spot = { step: lane.step, lane: lane.lane, at }
      steps.set(key, { key, step, path, spot, parents: lane.parents })
      for (const inner of lanesOf(step)) {
        const parents = [...lane.parents, key]
        visit({ step: key, lane: inner.key, path: `${path}.${inner.key}`, steps: inner.steps, parents })
      }
    }
  }
  visit({ step: null, lane: 'steps', path: 'steps', steps: flow.steps, parents: [] })
  const byPath = new Map([...steps.values()].map((placed) => [placed.path, placed]))
  const places = { steps, byPath, lanes }
  known.set(flow, places)
  return places
}

/** The step of a key; undefined when it is gone. */
export function findStep(flow: Flow, key: StepKey): PlacedStep | undefined {
  return placesOf(flow).steps.get(key)
}

/** The step of a key. Throws when it is gone. */
export function getStep(flow: Flow, key: StepKey): PlacedStep {
  const found = findStep(flow, key)
  if (found === undefined) throw new Error(`There is no step ${key} in this document.`)
  return found
}

/** The steps of a lane; undefined when it is gone. */
export function findLane(flow: Flow, { step, lane }: LaneAddress): PlacedLane | undefined {
  return placesOf(flow).lanes.find((placed) => placed.step === step && placed.lane === lane)
}

/** The document with other steps in a lane. */
export function editLane(flow: Flow, address: LaneAddress, edit: (steps: readonly Step[]) => Step[]): Flow {
  if (address.step === null) return { ...flow, steps: edit(flow.steps) }
  return editStep(flow, address.step, (step) => {
    const lane = lanesOf(step).find(({ key }) => key === address.lane)
    return lane === undefined ? step : withLane(step, address.lane, edit(lane.steps))
  })
}

/** The document with another step in the place of one. What is beside the way to it stays the same object. */
export function editStep(flow: Flow, key: StepKey, edit: (step: Step) => Step): Flow {
  const { parents } = getStep(flow, key)
  const way = [...parents, key]
  const inside = (steps: readonly Step[], depth: number): Step[] =>
    steps.map((step) => {
      if (keyOf(step) !== way[depth]) return step
      if (depth === way.length - 1) return edit(step)
      const next = way[depth + 1]
      const lane = lanesOf(step).find((one) => one.steps.some((inner) => keyOf(inner) === next))
      return lane === undefined ? step : withLane(step, lane.key, inside(lane.steps, depth + 1))
    })
  return { ...flow, steps: inside(flow.steps, 0) }
}

/** Keys in document order, without those inside of others. */
export function outermost(flow: Flow, keys: readonly StepKey[]): PlacedStep[] {
  const chosen = new Set(keys)
  return [...placesOf(flow).steps.values()].filter(
    ({ key, parents }) => chosen.has(key) && parents.every((parent) => !chosen.has(parent)),
  )
}
