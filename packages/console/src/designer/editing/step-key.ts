import { lanesOf, mapSteps, matchSteps, withLane, type Flow, type Step } from '@keyway/engine'

/**
 * What a step is called while it is edited, whatever moves around it: paths change with every insertion, and not every
 * step has an id. Keys live in memory only; the path of a step is what travels in addresses and problems.
 */
export type StepKey = string

/**
 * A key is a property of the step under a symbol: copies by `{ ...step }` keep it, and JSON and whatever else reads
 * documents never sees it.
 */
const key: unique symbol = Symbol('key')

let last = 0

function newKey(): StepKey {
  last += 1
  return `k${last}`
}

/** The key of a step of a document that went through `withKeys`. */
export function keyOf(step: Step): StepKey {
  const found = findKey(step)
  if (found === undefined) throw new Error('A step without a key: pass the document through withKeys first.')
  return found
}

function findKey(step: Step & { [key]?: StepKey }): StepKey | undefined {
  return step[key]
}

function give(step: Step, name: StepKey): Step {
  return Object.assign({ ...step }, { [key]: name })
}

/** The document with a key at each step; those that have one keep it. */
export function withKeys(flow: Flow): Flow {
  const steps = mapSteps(flow.steps, (step) => (findKey(step) === undefined ? give(step, newKey()) : step))
  return { ...flow, steps }
}

/** Copies of steps, with keys of their own all the way down. */
export function withNewKeys(steps: readonly Step[]): Step[] {
  return mapSteps(steps, (step) => give(step, newKey()))
}

/**
 * Another document whose steps take over the keys of those they are: what was read from YAML, or saved by somebody else.
 */
export function carryKeys(from: Flow, to: Flow): Flow {
  const keys = new Map<string, StepKey>()
  const { after, partner } = matchSteps(from, to)
  for (const placed of after) {
    const old = partner.get(placed)
    keys.set(placed.path, old === undefined ? newKey() : keyOf(old.step))
  }
  return { ...to, steps: keyed(to.steps, 'steps', keys) }
}

function keyed(steps: readonly Step[], lane: string, keys: ReadonlyMap<string, StepKey>): Step[] {
  return steps.map((step, at) => {
    const path = `${lane}[${at}]`
    const whole = lanesOf(step).reduce(
      (outer, { key: name, steps: inner }) => withLane(outer, name, keyed(inner, `${path}.${name}`, keys)),
      step,
    )
    return give(whole, keys.get(path) ?? newKey())
  })
}
