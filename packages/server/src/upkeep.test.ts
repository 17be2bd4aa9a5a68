import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createUpkeep } from './upkeep.ts'

const alone = { take: () => Promise.resolve(true), extend: () => Promise.resolve() }

test('a task is done again and again, never twice at once, also after it failed', async () => {
  const problems: string[] = []
  const upkeep = createUpkeep(
    { error: (_: unknown, problem?: string) => void problems.push(problem ?? '') },
    alone,
  )
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
  const upkeep = createUpkeep({ error: () => {} }, alone)
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

test('of a task for all, a process has its turn when no other has', async () => {
  const turns = new Map<string, number>()
  const shared = {
    take: (task: string, forMs: number) => {
      if ((turns.get(task) ?? 0) > Date.now()) return Promise.resolve(false)
      turns.set(task, Date.now() + forMs)
      return Promise.resolve(true)
    },
    extend: (task: string, forMs: number) => Promise.resolve(void turns.set(task, Date.now() + forMs)),
  }
  let runs = 0
  let atOnce = 0
  const processes = [1, 2, 3].map(() => createUpkeep({ error: () => {} }, shared))
  for (const process of processes) {
    process.everyForAll(200, {
      name: 'sweep',
      problem: 'never',
      async run() {
        runs += 1
        expect((atOnce += 1)).toBe(1)
        // Longer than a turn.
        await setTimeout(450)
        atOnce -= 1
      },
    })
  }
  await setTimeout(1_500)
  await Promise.all(processes.map((process) => process.stop()))
  expect(runs).toBeGreaterThanOrEqual(1)
  expect(runs).toBeLessThanOrEqual(5)
})
