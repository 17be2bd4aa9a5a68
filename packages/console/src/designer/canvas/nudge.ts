import type { Flow } from '@keyway/engine'
import { canMove } from '../editing/change-steps.ts'
import { outermost, placesOf } from '../editing/places.ts'
import type { StepKey } from '../editing/step-key.ts'
import type { GapAddress } from './canvas-context.ts'

/**
 * Where the chosen steps go when they are moved by one place: before or behind their neighbour, out of their lane at its
 * ends, and up or down into the next lane of the step around, or of a neighbour. Undefined where there is no such place.
 */
export function nudged(
  flow: Flow,
  keys: readonly StepKey[],
  direction: 'left' | 'right' | 'up' | 'down',
): GapAddress | undefined {
  const moved = outermost(flow, keys)
  const [first, last] = [moved[0], moved.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const { lanes, steps } = placesOf(flow)
  const listOf = (path: string): string => path.replace(/\[\d+\]$/, '')
  const around = steps.get(first.spot.step ?? '')
  const lane = lanes.find(({ path }) => path === listOf(first.path))
  if (lane === undefined) return undefined
  if (direction === 'left' || direction === 'right') {
    const at = direction === 'left' ? first.spot.at - 1 : last.spot.at + 2
    if (at >= 0 && at <= lane.steps.length) return { list: lane.path, at }
    if (around === undefined) return undefined
    return { list: listOf(around.path), at: around.spot.at + (direction === 'left' ? 0 : 1) }
  }
  // In the order of the drawing, so that moving down through all lanes and back up meets each of them.
  const reachable = lanes.filter((one) => canMove(flow, keys, { step: one.step, lane: one.lane, at: 0 }))
  const next = reachable[reachable.indexOf(lane) + (direction === 'up' ? -1 : 1)]
  if (next === undefined) return undefined
  return { list: next.path, at: direction === 'up' ? next.steps.length : 0 }
}
