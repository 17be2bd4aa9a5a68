import { expect, test } from 'vitest'
import type { Json } from '@keyway/sdk'
import { generateHookKey } from './hook-key.ts'
import { readEnvelope } from './envelope.ts'
import { oktaHooks } from '@keyway/api'

const event = { uuid: 'u1', eventType: 'user.lifecycle.suspend', published: '2026-06-03T09:15:30.871Z' }
const delivery = (events: Json): Json => ({
  eventType: 'com.okta.event_hook',
  source: 'https://acme.okta.com/api/v1/eventHooks/who1',
  eventId: 'd1',
  data: { events },
})

test('an event is known by its org and uuid, whichever hook brings it', () => {
  const [first, second] = ['hook-1', 'hook-2'].map((hook) => readEnvelope(delivery([event]), { id: hook }))
  expect(first).toEqual(second)
  expect(first).toMatchObject({
    deliveryId: 'd1',
    events: [
      { identity: 'okta:acme.okta.com:u1', source: 'okta', type: event.eventType, occurredAt: 1780478130871 },
    ],
  })
})

test('without a source the hook stands for the org', () => {
  const anonymous = { eventType: 'com.okta.event_hook', data: { events: [event] } }
  expect(readEnvelope(anonymous, { id: 'hook-1' })).toMatchObject({
    events: [{ identity: 'okta:hook-1:u1' }],
  })
})

test.each([
  [
    {
      target: [
        { type: 'UserGroup', id: '00g' },
        { type: 'User', id: '00u' },
      ],
      actor: { id: '00a' },
    },
    '00u',
  ],
  [{ target: [{ type: 'AppInstance', id: '0oa' }], actor: { id: '00a' } }, '0oa'],
  [{ target: null, actor: { id: '00a' } }, '00a'],
  [{ target: 'odd', actor: 7 }, null],
])('%j is about %s', (parts, subject) => {
  expect(readEnvelope(delivery([{ ...event, ...parts }]), { id: 'h' })).toMatchObject({
    events: [{ subject }],
  })
})

test.each<[string, Record<string, Json>]>([
  ['unknown fields and a numeric version', { version: 7, brandNew: { deep: [] } }],
  ['a date that is none', { published: 'yesterday' }],
  ['no date', { published: null }],
])('%s are taken as they come', (_, parts) => {
  const odd = { ...event, ...parts }
  expect(readEnvelope(delivery([odd]), { id: 'h' })).toMatchObject({ events: [{ payload: odd }] })
})

test.each<[string, Json, string]>([
  ['a list', [], 'not_an_okta_envelope'],
  ['text', 'x', 'not_an_okta_envelope'],
  ['another event type', { eventType: 'other', data: { events: [] } }, 'not_an_okta_envelope'],
  ['no events', { eventType: 'com.okta.event_hook', data: {} }, 'not_an_okta_envelope'],
  ['an event without uuid', delivery([{ eventType: 'x' }]), 'not_an_okta_envelope'],
  ['an event without type', delivery([{ uuid: 'u' }]), 'not_an_okta_envelope'],
  [
    '101 events',
    delivery(Array.from({ length: 101 }, (_, n) => ({ ...event, uuid: `u${n}` }))),
    'too_many_events',
  ],
])('%s is refused whole', (_, body, fault) => {
  expect(readEnvelope(body, { id: 'h' })).toEqual({ fault })
})

test('generated keys obey the rule that keys set up by hand obey, and differ', () => {
  const keys = Array.from({ length: 50 }, generateHookKey)
  for (const key of keys) expect(oktaHooks.handMadeKey.safeParse(key).success).toBe(true)
  expect(new Set(keys).size).toBe(50)
  expect(keys.every((key) => key.length === 48)).toBe(true)
})
