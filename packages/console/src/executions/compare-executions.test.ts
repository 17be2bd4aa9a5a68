import { expect, test } from 'vitest'
import type { StepRun } from '@keyway/engine'
import { compareSteps, isSame } from './compare-executions.ts'

const run = (step: string, fields: Partial<StepRun> = {}): StepRun => ({
  step,
  id: null,
  turns: [],
  status: 'succeeded',
  startedAt: 1,
  finishedAt: 2,
  input: { user: 'ann' },
  output: { id: 1, name: 'Ann' },
  error: null,
  command: null,
  ...fields,
})

test('the same steps with the same values do not differ, whenever they ran', () => {
  const left = [run('steps[0]')]
  const right = [run('steps[0]', { startedAt: 9, output: { name: 'Ann', id: 1 } })]
  expect(compareSteps(left, right).map(({ differs }) => differs)).toEqual([[]])
})

test('it says which part differs, and what ran on one side only', () => {
  const compared = compareSteps(
    [run('steps[0]'), run('steps[1]', { lane: 'then' }), run('steps[1].then[0]')],
    [
      run('steps[0]', { output: { id: 2 } }),
      run('steps[1]', { lane: 'else' }),
      run('steps[1].else[0]', { turns: [1] }),
    ],
  )
  expect(compared.map(({ step, differs }) => [step, differs])).toEqual([
    ['steps[0]', ['output']],
    ['steps[1]', ['status']],
    ['steps[1].then[0]', ['status']],
    ['steps[1].else[0]', ['status']],
  ])
  expect(compared[2]?.right).toBeUndefined()
  expect(compared[3]?.left).toBeUndefined()
})

test('lists are the same in the same order only', () => {
  expect(isSame([1, { a: 1, b: 2 }], [1, { b: 2, a: 1 }])).toBe(true)
  expect(isSame([1, 2], [2, 1])).toBe(false)
  expect(isSame(undefined, null)).toBe(false)
})
