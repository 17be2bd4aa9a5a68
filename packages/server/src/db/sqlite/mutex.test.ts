import { expect, test } from 'vitest'
import { createMutex } from './mutex.ts'

test('one holder at a time, in the order of asking', async () => {
  const mutex = createMutex(1_000)
  const order: number[] = []
  let holders = 0
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const release = await mutex.acquire()
      holders += 1
      expect(holders).toBe(1)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(n)
      holders -= 1
      release()
      release()
    }),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('whoever waits too long is told, and the others go on', async () => {
  const mutex = createMutex(20)
  const release = await mutex.acquire()
  await expect(mutex.acquire()).rejects.toThrow('Waited 20 ms to write')
  release()
  ;(await mutex.acquire())()
})
