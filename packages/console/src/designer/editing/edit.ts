import { findUnknownReferences, type Flow } from '@keyway/engine'
import { placesOf } from './places.ts'
import type { StepKey } from './step-key.ts'

/** What an edit made of a document. */
export interface Edit {
  flow: Flow
  /** What is selected afterwards. */
  selection: readonly StepKey[]
  /** References that led to a step before the edit, and to none since. */
  lost: readonly LostReference[]
}

/** A reference to a step that is not there, or did not run before the one that refers to it. */
export interface LostReference {
  step: StepKey
  /** Where in the step: `['with', 'user', 'ref']`. */
  field: readonly (string | number)[]
  message: string
}

/** An edit with what it makes of references. */
export function edited(before: Flow, flow: Flow, selection: readonly StepKey[]): Edit {
  const lostBefore = new Set(lostReferences(before).map(nameOf))
  return { flow, selection, lost: lostReferences(flow).filter((lost) => !lostBefore.has(nameOf(lost))) }
}

const known = new WeakMap<Flow, readonly LostReference[]>()

/** Every reference that leads to no step, in document order. */
function lostReferences(flow: Flow): readonly LostReference[] {
  const found = known.get(flow) ?? findLost(flow)
  known.set(flow, found)
  return found
}

function findLost(flow: Flow): LostReference[] {
  const { byPath } = placesOf(flow)
  return findUnknownReferences(flow).flatMap(({ step, field = [], message }) => {
    const placed = step === null ? undefined : byPath.get(step)
    return placed === undefined ? [] : [{ step: placed.key, field, message }]
  })
}

/** What tells references apart; which name was probably meant changes with the steps around. */
function nameOf({ step, field, message }: LostReference): string {
  return JSON.stringify([step, field, message.split(' Did you mean')[0]])
}
