import { executions, oktaHooks, system } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { oktaDelivery, postToHook } from '../fixtures/okta-delivery.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, startWorld, type Storage, type World } from '../fixtures/world.ts'

/** Okta gives a receiver three seconds. */
const oktaTimeoutMs = 3_000
const deliveries = 100
const eventsPerDelivery = 100

describe.each<Storage>(['sqlite', 'postgres'])('10,000 executions that wait, on %s', (storage) => {
  let world: World
  let deliver: () => Promise<number>

  beforeAll(async () => {
    world = await startWorld({ storage })
    await bringIn(world, [readFlowFile('long-wait.yaml')], new Map())
    const hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
    deliver = async () => {
      const events = Array.from({ length: eventsPerDelivery }, () => ({ eventType: 'user.session.start' }))
      const response = await postToHook(hook, oktaDelivery(events), AbortSignal.timeout(oktaTimeoutMs))
      return response.status
    }
  })
  afterAll(() => world?.close())

  test('every delivery is acknowledged within the time that Okta gives, and all of them wait', async () => {
    for (let sent = 0; sent < deliveries; sent += 1) expect(await deliver()).toBe(204)
    const total = deliveries * eventsPerDelivery
    const counts = await waitFor(
      'all executions to wait',
      async () => {
        const { executions: now } = await world.call(system.getSystem)
        // The counts are not of one moment: an execution may be seen running and then waiting.
        return now.waiting === total && now.running === 0 ? now : undefined
      },
      120_000,
    )
    expect(counts).toEqual({ waiting: total, running: 0, queued: 0, inDoubt: 0 })
    expect(await deliver()).toBe(204)
  })

  test('one of them can still be cancelled, and the rest survive a restart', async () => {
    const { items } = await world.call(executions.listExecutions, { query: { status: 'waiting', limit: 1 } })
    const executionId = items[0]?.id ?? expect.fail('Nothing waits.')
    const { status } = await world.call(executions.cancelExecution, { params: { executionId } })
    expect(status).toBe('cancelled')
    await world.keyway.kill()
    await world.keyway.start()
    const { executions: now } = await world.call(system.getSystem)
    expect(now.waiting).toBe((deliveries + 1) * eventsPerDelivery - 1)
  })
})
