import { executions } from '@keyway/api'
import type { Order, Step } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngines } from '../../testing/engines.ts'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

const engines = startEngines()

const order: Order = { by: 'flow' }
const slow = (seconds: number): Step[] => [
  { id: 'pause', wait: { seconds } },
  { return: { said: { ref: 'trigger.body' } } },
]

describe.each(engines.kinds)('calls of endpoints in line on %s', (kind) => {
  let way: WayIn
  beforeAll(async () => {
    way = await openWayIn(await engines.create(kind))
  })
  afterAll(() => way.close())

  async function open(steps: Step[]) {
    const { id, endpoint } = await way.on({ trigger: { endpoint: { security: 'public' } }, order, steps })
    const url = endpoint?.url ?? ''
    return { flowId: id, url, send: (body: string, at = url) => fetch(at, { method: 'POST', body }) }
  }

  async function say(response: Promise<Response>): Promise<unknown[]> {
    const { status } = await response
    return [status, await (await response).json()]
  }

  test('get what the flow says when their turn comes, each its own', async () => {
    const { flowId, send } = await open(slow(0.3))
    const bodies = ['a', 'b', 'c', 'd']
    const answers = await Promise.all(bodies.map((body) => say(send(body))))
    expect(answers).toEqual(bodies.map((body) => [200, { said: body }]))
    await way.ran(flowId, 4)
  })

  test('get an early answer as soon as the flow gives it', async () => {
    const early: Step[] = [
      { respond: { status: 201, body: { ref: 'trigger.body' } }, then: 'continue' },
      { wait: { seconds: 1 } },
    ]
    const { flowId, send } = await open(early)
    const began = Date.now()
    const answers = await Promise.all(['a', 'b'].map(async (body) => (await send(body)).text()))
    expect(answers).toEqual(['a', 'b'])
    // The second had to wait for the end of the first, not for its own.
    expect(Date.now() - began).toBeLessThan(1_900)
    await way.ran(flowId, 2)
  })

  test('get the error of a flow, and hear when their execution is cancelled before its turn', async () => {
    const fail: Step[] = [
      { wait: { seconds: 0.5 } },
      { fail: { message: 'Full.', statusCode: 409 } },
      { return: {} },
    ]
    const { flowId, send } = await open(fail)
    const first = say(send('a'))
    await expect.poll(() => way.count(flowId)).toBe(1)
    const second = say(send('b'))
    const third = say(send('c'))
    await expect.poll(() => way.count(flowId)).toBe(3)
    const { items } = await way.call(executions.listExecutions, { query: { flowId, status: 'waiting' } })
    const latest = items[0]?.id ?? ''
    await way.call(executions.cancelExecution, { params: { executionId: latest } })
    const answers = await Promise.all([first, second, third])
    expect(answers.map(([status]) => Number(status)).toSorted((a, b) => a - b)).toEqual([409, 409, 500])
    expect(answers.map(([, body]) => body)).toContainEqual({ message: 'The execution was cancelled.' })
  })

  test('are not kept waiting where the flow has no answer', async () => {
    const { send } = await open([{ wait: { seconds: 1 } }])
    const [first, second] = await Promise.all([send('a'), send('b')])
    expect([first.status, second.status]).toEqual([202, 202])
  })

  test('of inline hooks are answered in time, too', async () => {
    const { id, endpoint } = await way.on({
      trigger: { inlineHook: { type: 'token' } },
      order,
      steps: [{ wait: { seconds: 0.4 } }, { return: { commands: [] } }],
    })
    const headers = { authorization: endpoint?.token ?? '', 'content-type': 'application/json' }
    const call = () => fetch(endpoint?.url ?? '', { method: 'POST', headers, body: '{"eventType":"x"}' })
    const answers = await Promise.all([call(), call(), call()])
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(Array(3).fill({ commands: [] }))
    await way.ran(id, 3)
  })

  test.runIf(kind === 'postgres')(
    'are answered by the process they called, whichever runs them',
    async () => {
      const early: Step[] = [
        { id: 'pause', wait: { seconds: 0.4 } },
        { respond: { status: 201, body: { ref: 'trigger.body' } }, then: 'continue' },
        { id: 'rest', wait: { seconds: 3 } },
      ]
      const { flowId, url, send } = await open(slow(0.4))
      const continued = await open(early)
      const beside = await way.openBeside()
      try {
        const there = (at: string): string => at.replace(way.keyway.url, beside.keyway.url)
        const first = say(send('a'))
        await expect.poll(() => way.count(flowId)).toBe(1)
        // It runs where the first one ends.
        const second = say(send('b', there(url)))
        expect(await Promise.all([first, second])).toEqual([
          [200, { said: 'a' }],
          [200, { said: 'b' }],
        ])
        const began = Date.now()
        const ahead = continued.send('a')
        await expect.poll(() => way.count(continued.flowId)).toBe(1)
        const behind = continued.send('b', there(continued.url))
        expect(await (await ahead).text()).toBe('a')
        expect(await (await behind).text()).toBe('b')
        expect(Date.now() - began).toBeLessThan(6_500)
        await way.ran(continued.flowId, 2)
      } finally {
        await beside.close()
      }
    },
  )
})
