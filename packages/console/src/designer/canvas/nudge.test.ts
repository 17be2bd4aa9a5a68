import { expect, it } from 'vitest'
import type { Flow } from '@keyway/engine'
import { moveSteps } from '../editing/change-steps.ts'
import { placesOf, type Spot } from '../editing/places.ts'
import { withKeys } from '../editing/step-key.ts'
import { nudged } from './nudge.ts'

const flow = withKeys({
  keyway: 1,
  name: 'Nested',
  trigger: { manual: true },
  steps: [
    { id: 'a', use: 'text.compose' },
    {
      id: 'choice',
      if: { all: [] },
      then: [{ id: 'b', use: 'text.compose' }],
      else: [{ id: 'c', use: 'text.compose' }],
    },
    { id: 'd', use: 'text.compose' },
  ],
})

function keyOf(now: Flow, id: string) {
  return [...placesOf(now).steps.values()].find(({ step }) => step.id === id)?.key ?? ''
}

function move(id: string, direction: 'left' | 'right' | 'up' | 'down') {
  const gap = nudged(flow, [keyOf(flow, id)], direction)
  if (gap === undefined) return undefined
  const lane = placesOf(flow).lanes.find(({ path }) => path === gap.list)
  const spot: Spot = { step: lane?.step ?? null, lane: lane?.lane ?? '', at: gap.at }
  const { flow: moved } = moveSteps(flow, [keyOf(flow, id)], spot)
  return placesOf(moved).steps.get(keyOf(flow, id))?.path
}

it('moves a step past its neighbour', () => {
  expect(move('a', 'right')).toBe('steps[1]')
  expect(move('d', 'left')).toBe('steps[1]')
})

it('moves a step out of its lane at the ends', () => {
  expect(move('b', 'left')).toBe('steps[1]')
  expect(move('b', 'right')).toBe('steps[2]')
})

it('moves a step into the lane below and above', () => {
  expect(move('b', 'down')).toBe('steps[1].else[0]')
  expect(move('c', 'up')).toBe('steps[1].then[1]')
})

it('knows where there is no place', () => {
  expect(move('a', 'left')).toBeUndefined()
  expect(move('d', 'right')).toBeUndefined()
})
