import { flows } from '@keyway/api'
import type { Step } from '@keyway/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

let way: WayIn
beforeAll(async () => {
  way = await openWayIn()
})
afterAll(() => way.close())

const failing: Step[] = [{ fail: { message: 'No luck.' } }]

test('a failed execution starts the flow that waits for it, which never starts itself', async () => {
  const watcher = await way.on({
    name: 'Watcher',
    trigger: { event: 'keyway.execution_failed' },
    steps: [{ fail: { message: 'About {{ trigger.flow.name }}: {{ trigger.error.message }}' } }],
  })
  const broken = await way.on({ name: 'Broken', trigger: { manual: true }, steps: failing })
  await way.call(flows.runFlow, { params: { flowId: broken.id }, body: { input: {} } })
  const [run] = await way.ran(watcher.id, 1)
  expect(run?.error?.message).toBe('About Broken: No luck.')
  // It failed itself, and nobody is told of that.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await way.ran(watcher.id, 1)
})

test('publishing and switching a flow are events, by type', async () => {
  const watcher = await way.on({
    trigger: { event: 'keyway.flow.switched_off' },
    steps: [{ return: { target: { ref: 'trigger.target' }, by: { ref: 'trigger.actor' } } }],
  })
  const other = await way.on({ trigger: { manual: true }, steps: [] })
  await way.call(flows.switchFlow, { params: { flowId: other.id }, body: { isOn: false } })
  const [run] = await way.ran(watcher.id, 1)
  expect(run?.output).toMatchObject({ target: other.id })
})
