import type { Json } from '@keyway/sdk'
import type { Flow, Step } from './document.ts'
import { kindOfStep } from './step-label.ts'
import { lanesOf } from './walk.ts'

/** A step where it stands in a document. */
export interface PlacedStep {
  step: Step
  /** `steps[2].then[0]` */
  path: string
  /** The step whose lane it stands in; null at the top. */
  parent: PlacedStep | null
  /** The list it stands in: `then`, `do`; `steps` at the top. */
  lane: string
  position: number
  /** The step with everything in it, as text that does not depend on the order of keys. */
  text: string
}

export interface MatchedSteps {
  before: readonly PlacedStep[]
  after: readonly PlacedStep[]
  /** The later step for an earlier one, and the other way round. */
  partner: ReadonlyMap<PlacedStep, PlacedStep>
}

/**
 * Finds which step of the earlier flow is which of the later: by id; without one by what it is and where it stands; at
 * last anywhere, if it is the same in every detail.
 */
export function matchSteps(before: Flow, after: Flow): MatchedSteps {
  const old = placeSteps(before.steps)
  const young = placeSteps(after.steps)
  const partner = new Map<PlacedStep, PlacedStep>()
  const isFree = (placed: PlacedStep): boolean => !partner.has(placed)
  const pairUp = (a: readonly PlacedStep[], b: readonly PlacedStep[], keyOf: KeyOf): void => {
    for (const [one, other] of pairs(a.filter(isFree), b.filter(isFree), keyOf)) {
      partner.set(one, other)
      partner.set(other, one)
    }
  }
  const oldLanes = Map.groupBy(old, lanePathOf)
  const youngLanes = Map.groupBy(young, lanePathOf)
  // Outer lanes come first, so that a container found by its place has its lanes compared as well.
  const alignLanes = (): void => {
    for (const steps of oldLanes.values()) {
      const [first] = steps
      if (first === undefined) continue
      const parent = first.parent === null ? null : partner.get(first.parent)
      if (parent === undefined) continue
      const others = youngLanes.get(lanePath(parent, first.lane)) ?? []
      pairUp(steps, others, ({ text }) => text)
      pairUp(steps, others, shapeOf)
    }
  }

  pairUp(old, young, ({ step }) => (step.id === undefined ? undefined : `${kindOfStep(step)} ${step.id}`))
  alignLanes()
  pairUp(old, young, ({ text }) => text)
  alignLanes()
  return { before: old, after: young, partner }
}

type KeyOf = (placed: PlacedStep) => string | undefined

/** Pairs what has the same key, first with first. What has no key is paired with nothing. */
function pairs(a: readonly PlacedStep[], b: readonly PlacedStep[], keyOf: KeyOf): [PlacedStep, PlacedStep][] {
  const waiting = Map.groupBy(b.toReversed(), keyOf)
  waiting.delete(undefined)
  return a.flatMap((one): [PlacedStep, PlacedStep][] => {
    const other = waiting.get(keyOf(one))?.pop()
    return other === undefined ? [] : [[one, other]]
  })
}

/** Cards and calls are the same step only if they do the same; of other kinds there are few in one lane. */
function shapeOf({ step }: PlacedStep): string {
  if ('use' in step) return `use ${step.use}`
  return 'call' in step ? `call ${step.call}` : kindOfStep(step)
}

function lanePathOf({ parent, lane }: PlacedStep): string {
  return lanePath(parent, lane)
}

function lanePath(parent: PlacedStep | null, lane: string): string {
  return parent === null ? lane : `${parent.path}.${lane}`
}

function placeSteps(steps: readonly Step[], parent: PlacedStep | null = null, lane = 'steps'): PlacedStep[] {
  return steps.flatMap((step, position) => {
    const path = `${lanePath(parent, lane)}[${position}]`
    const placed = { step, path, parent, lane, position, text: canonicalText(step) }
    return [placed, ...lanesOf(step).flatMap(({ key, steps: inner }) => placeSteps(inner, placed, key))]
  })
}

/** JSON with the keys of objects in one order, so that equal documents have equal texts. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: Json) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
