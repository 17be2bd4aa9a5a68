import type { MatchedSteps, PlacedStep } from './match-steps.ts'
import { labelOfStep } from './step-label.ts'

/** Steps that a step with lanes was put around, or that stay where such a step was taken away. */
export interface Wraps {
  /** By the step that was added (a later one) or removed (an earlier one). */
  inside: ReadonlyMap<PlacedStep, readonly PlacedStep[]>
  /** Later steps that did not move for the reader: what is around them did. */
  stayed: ReadonlySet<PlacedStep>
}

export function findWraps({ before, after, partner }: MatchedSteps): Wraps {
  const inside = new Map<PlacedStep, PlacedStep[]>()
  const stayed = new Set<PlacedStep>()
  const note = (container: PlacedStep, one: PlacedStep, young: PlacedStep): void => {
    inside.set(container, [...(inside.get(container) ?? []), one])
    stayed.add(young)
  }
  for (const [steps, isAdded] of [
    [after, true],
    [before, false],
  ] as const) {
    const last = new Map<PlacedStep, number>()
    for (const step of steps) {
      const container = step.parent
      const other = partner.get(step)
      if (container === null || partner.has(container) || other === undefined) continue
      // Its other self stands in the lane that the container stands in.
      if (other.lane !== container.lane || !isPair(other.parent, container.parent, partner)) continue
      // A step that changed its order as well has moved.
      if (other.position < (last.get(container) ?? -1)) continue
      last.set(container, other.position)
      note(container, step, isAdded ? step : other)
    }
  }
  return { inside, stayed }
}

function isPair(a: PlacedStep | null, b: PlacedStep | null, partner: MatchedSteps['partner']): boolean {
  return a === null || b === null ? a === b : partner.get(a) === b
}

/** `Send message and 2 more steps` */
export function nameSteps([first, ...others]: readonly PlacedStep[]): string {
  if (first === undefined) return 'nothing'
  const label = labelOfStep(first.step)
  if (others.length === 0) return label
  return `${label} and ${others.length} more ${others.length === 1 ? 'step' : 'steps'}`
}
