import { expect, test } from 'vitest'
import type { ClaimedExecution } from '../db/hot-store.ts'
import { createTaker } from './take-together.ts'

const execution = (id: string): ClaimedExecution => ({
  id,
  flowId: 'f',
  versionId: 'v',
  eventId: null,
  parentId: null,
  parentCommand: null,
  rootId: id,
  mode: 'event',
  attempt: 1,
  lineKey: null,
  previousStatus: 'queued',
  createdAt: 0,
})

/** A store where everything but "held" can be taken, once. */
function store() {
  const taken = new Set<string>(['held'])
  const asked: (readonly string[])[] = []
  const taker = createTaker(async (ids) => {
    asked.push(ids)
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (ids.includes('broken')) throw new Error('The disk is full.')
    const free = ids.filter((id) => !taken.has(id))
    for (const id of free) taken.add(id)
    return free.map(execution)
  })
  return { asked, taker }
}

test('who asks at the same time shares a transaction, and who asks meanwhile the next', async () => {
  const { asked, taker } = store()
  const first = ['a', 'b', 'held'].map(taker)
  await new Promise((resolve) => setTimeout(resolve, 2))
  const second = ['c', 'd'].map(taker)
  expect((await Promise.all(first)).map((claimed) => claimed?.id)).toEqual(['a', 'b', undefined])
  expect((await Promise.all(second)).map((claimed) => claimed?.id)).toEqual(['c', 'd'])
  expect(asked).toEqual([
    ['a', 'b', 'held'],
    ['c', 'd'],
  ])
})

test('of two who ask for the same one, one has it', async () => {
  const { asked, taker } = store()
  expect((await Promise.all(['a', 'a'].map(taker))).map((claimed) => claimed?.id)).toEqual(['a', undefined])
  expect(await taker('a')).toBeUndefined()
  expect(asked).toEqual([['a'], ['a']])
})

test('a failure is told to all of its group, and the next one goes on', async () => {
  const { taker } = store()
  const failed = await Promise.allSettled(['a', 'broken'].map(taker))
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await taker('a'))?.id).toBe('a')
})
