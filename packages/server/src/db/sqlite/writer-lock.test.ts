import { expect, test } from 'vitest'
import { createWriterLock, type Release } from './writer-lock.ts'

test('one alone at a time, in the order of asking', async () => {
  const lock = createWriterLock(1_000)
  const order: number[] = []
  let holders = 0
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const release = await lock.alone()
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

test('those that share go together, and nobody overtakes who wants to be alone', async () => {
  const lock = createWriterLock(1_000)
  const said: string[] = []
  const ask = (name: string, asked: Promise<Release>): Promise<Release> =>
    asked.then((release) => {
      said.push(name)
      return release
    })
  const first = await ask('first', lock.shared())
  const second = await ask('second', lock.shared())
  const alone = ask('alone', lock.alone())
  const third = ask('third', lock.shared())
  const fourth = ask('fourth', lock.shared())
  first()
  first()
  await new Promise((resolve) => setImmediate(resolve))
  expect(said).toEqual(['first', 'second'])
  second()
  const release = await alone
  await new Promise((resolve) => setImmediate(resolve))
  expect(said).toEqual(['first', 'second', 'alone'])
  release()
  await Promise.all([third, fourth])
  expect(said).toEqual(['first', 'second', 'alone', 'third', 'fourth'])
})

test('whoever waits too long is told, and the others go on', async () => {
  const lock = createWriterLock(20)
  const release = await lock.alone()
  await expect(lock.shared()).rejects.toThrow('Waited 20 ms to write')
  release()
  ;(await lock.shared())()
})

test('those behind one that gave up waiting to be alone go on at once', async () => {
  const lock = createWriterLock(60)
  const release = await lock.shared()
  const alone = lock.alone()
  const behind = lock.shared()
  await expect(alone).rejects.toThrow('Waited 60 ms')
  ;(await behind)()
  release()
})
