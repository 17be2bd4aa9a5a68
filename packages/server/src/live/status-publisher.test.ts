import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { NewExecution } from '../db/hot-store.ts'
import { createStatusPublisher, type StatusPublisher } from './status-publisher.ts'

let publisher: StatusPublisher
afterEach(() => publisher.close())

const everyMs = 5

function create(): unknown[][] {
  const told: unknown[][] = []
  const hub = { publish: (...message: unknown[]) => void told.push(message) }
  publisher = createStatusPublisher(hub, { everyMs, burst: 3, mostPending: 5 })
  return told
}

function queued(id: string): NewExecution {
  const times = { createdAt: 1, leaseUntil: null, started: null }
  const caller = { parentId: null, parentCommand: null, rootId: id, eventId: null, owner: null }
  return { id, flowId: 'f', versionId: 'v', mode: 'event', status: 'queued', ...caller, ...times }
}

const held = (id: string) => ({ ...queued(id), owner: 'o', attempt: 1, lineKey: null })

test('a single execution is told as it goes', () => {
  const told = create()
  publisher.onQueued(queued('a'))
  publisher.onStatus(held('a'), 'running')
  publisher.onStatus({ ...held('b'), parentId: 'a' }, 'succeeded')
  expect(told).toEqual([
    ['execution', { id: 'a', flowId: 'f', parentId: null, status: 'queued' }],
    ['execution', { id: 'a', flowId: 'f', parentId: null, status: 'running' }],
    ['execution', { id: 'b', flowId: 'f', parentId: 'a', status: 'succeeded' }],
  ])
})

test('of several changes of one execution the latest is told', async () => {
  const told = create()
  for (const id of ['a', 'b', 'c', 'd']) publisher.onStatus(held(id), 'running')
  for (const id of ['d', 'd', 'd']) publisher.onStatus(held(id), 'succeeded')
  expect(told).toHaveLength(3)
  await setTimeout(everyMs * 10)
  expect(told).toHaveLength(4)
  expect(told.at(-1)).toEqual(['execution', { id: 'd', flowId: 'f', parentId: null, status: 'succeeded' }])
})

test('a storm becomes one message, and single executions are told again after it', async () => {
  const told = create()
  for (let index = 0; index < 500; index++) publisher.onStatus(held(`x${index}`), 'running')
  await setTimeout(everyMs * 20)
  expect(told.map(([name]) => name)).toEqual(['execution', 'execution', 'execution', 'resync'])
  publisher.onStatus(held('after'), 'failed')
  await setTimeout(everyMs * 5)
  expect(told.at(-1)).toMatchObject(['execution', { id: 'after', status: 'failed' }])
})
