import type { Flow } from '@keyway/engine'
import { expect, test } from 'vitest'
import { toOrderDraft, withOrder } from './order-draft.ts'

const flow: Flow = { keyway: 1, name: 'Any', trigger: { event: 'okta.event' }, steps: [] }

test.each<[Flow['order'], Flow['priority']]>([
  [undefined, undefined],
  ['unordered', 'bulk'],
  [{ by: 'subject' }, undefined],
  [{ by: 'flow', atOnce: 5 }, 'incident'],
  [
    { by: { ref: 'trigger.actor.id', as: 'text' }, queue: { most: 10, whenFull: 'cancel oldest' } },
    undefined,
  ],
])('%j is saved as it was opened', (order, priority) => {
  const before: Flow = {
    ...flow,
    ...(order === undefined ? {} : { order }),
    ...(priority === undefined ? {} : { priority }),
  }
  expect(withOrder(before, toOrderDraft(before))).toEqual(before)
})

test('another value replaces the reference as a whole', () => {
  const before: Flow = { ...flow, order: { by: { ref: 'trigger.actor.id', as: 'text' } } }
  const draft = { ...toOrderDraft(before), key: 'client.ipAddress' }
  expect(withOrder(before, draft).order).toEqual({ by: { ref: 'trigger.client.ipAddress' } })
})
