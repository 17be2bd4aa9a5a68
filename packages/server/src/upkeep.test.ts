import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createUpkeep } from './upkeep.ts'

test('a task is done again and again, never twice at once, also after it failed', async () => {
  const problems: string[] = []
  const upkeep = createUpkeep({ error: (_: unknown, problem?: string) => void problems.push(problem ?? '') })
  let runs = 0
  let atOnce = 0
  let most = 0
  upkeep.every(1, {
    async run() {
      runs += 1
      most = Math.max(most, (atOnce += 1))
      await setTimeout(5)
      atOnce -= 1
      if (runs === 1) throw new Error('not today')
    },
    problem: 'it went wrong',
  })
  await expect.poll(() => runs).toBeGreaterThan(3)
  await upkeep.stop()
  const before = runs
  await setTimeout(20)
  expect({ runs, most, atOnce, problems }).toEqual({
    runs: before,
    most: 1,
    atOnce: 0,
    problems: ['it went wrong'],
  })
})

test('stopping tells the task that runs, and waits for it', async () => {
  const upkeep = createUpkeep({ error: () => {} })
  let heard = false
  const { promise: began, resolve } = Promise.withResolvers<void>()
  upkeep.every(1, {
    async run(signal) {
      resolve()
      while (!signal.aborted) await setTimeout(1)
      heard = true
    },
    problem: 'never',
  })
  await began
  await upkeep.stop()
  expect(heard).toBe(true)
})
