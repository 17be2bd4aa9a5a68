import { parseFlow, type Trigger } from '@keyway/engine'
import { expect, test } from 'vitest'
import { isIncomplete, newTrigger, triggerKindOf, triggerKinds } from './trigger-kinds.ts'

test.each(triggerKinds)('%s begins as what it says, and is a trigger as soon as it is complete', (kind) => {
  const trigger = newTrigger(kind, 'Europe/Berlin')
  expect(triggerKindOf(trigger)).toBe(kind)
  if (isIncomplete(trigger)) return
  expect(parseFlow({ keyway: 1, name: 'Any', trigger, steps: [] }).trigger).toEqual(trigger)
})

test.each<[Trigger, boolean]>([
  [{ source: '' }, true],
  [{ table: 'people' }, false],
  [{ endpoint: { security: 'oauth' } }, true],
  [{ endpoint: { security: 'oauth', oauth: { issuer: 'https://acme.okta.com', scopes: ['flows'] } } }, false],
  [{ delegated: true, inputs: [{ key: ' ' }] }, true],
  [{ manual: true, inputs: [{ key: 'person' }] }, false],
])('%j is incomplete: %s', (trigger, expected) => {
  expect(isIncomplete(trigger)).toBe(expected)
})
