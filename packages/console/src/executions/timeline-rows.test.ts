import { expect, test } from 'vitest'
import type { StepRun } from '@keyway/engine'
import { layoutTimeline, ticksOf } from './timeline-rows.ts'

const run = (fields: Partial<StepRun>): StepRun => ({
  step: 'steps[0]',
  id: null,
  turns: [],
  status: 'succeeded',
  startedAt: 100,
  finishedAt: 200,
  input: null,
  output: null,
  error: null,
  command: null,
  ...fields,
})

test('a step that was put off shows each wait, cut at its end', () => {
  const { from, to, rows } = layoutTimeline(
    {
      createdAt: 50,
      finishedAt: 900,
      steps: [run({ command: 3, finishedAt: 800 })],
      postponed: [
        { command: 3, at: 150, until: 400, tries: 1, what: null },
        { command: 3, at: 420, until: 5_000, tries: 2, what: null },
        { command: 4, at: 150, until: 400, tries: 1, what: null },
      ],
    },
    10_000,
  )
  expect({ from, to }).toEqual({ from: 50, to: 900 })
  expect(rows[0]?.waits.map((wait) => [wait.from, wait.to])).toEqual([
    [150, 400],
    [420, 800],
  ])
})

test('what is under way reaches until now', () => {
  const { to, rows } = layoutTimeline(
    { createdAt: 50, finishedAt: null, steps: [run({ status: 'running', finishedAt: null })], postponed: [] },
    1_000,
  )
  expect(rows[0]).toMatchObject({ from: 100, to: 1_000, isOver: false })
  expect(to).toBe(1_000)
})

test('an execution without a step, or of no length, can be drawn', () => {
  const nothing = { createdAt: 50, finishedAt: 50, steps: [], postponed: [] }
  expect(layoutTimeline(nothing, 60)).toEqual({ from: 50, to: 51, rows: [] })
})

test.each([
  [1, [0, 1]],
  [45, [0, 10, 20, 30, 40]],
  [90_000, [0, 30_000, 60_000, 90_000]],
])('%i ms have round ticks', (length, expected) => {
  expect(ticksOf(length, 5)).toEqual(expected)
})
