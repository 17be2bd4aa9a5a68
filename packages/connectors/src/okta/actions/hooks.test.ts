import { listen } from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { createEventHook } from './hooks/create-event-hook.ts'
import { deactivateEventHook } from './hooks/deactivate-event-hook.ts'
import { deactivateInlineHook } from './hooks/deactivate-inline-hook.ts'
import { deleteEventHook } from './hooks/delete-event-hook.ts'
import { listEventHooks } from './hooks/list-event-hooks.ts'
import { listInlineHooks } from './hooks/list-inline-hooks.ts'
import { readEventHook } from './hooks/read-event-hook.ts'
import { readInlineHook } from './hooks/read-inline-hook.ts'
import { updateEventHook } from './hooks/update-event-hook.ts'
import { verifyEventHook } from './hooks/verify-event-hook.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg({ seed: true, allowHttpHooks: true })
})
afterAll(() => org.sim.close())

const offAndOn = [{ status: 'ACTIVE' }, { status: 'INACTIVE' }, { status: 'ACTIVE' }]
const hook = (name: string, url = 'https://hooks.acme.test/okta') => ({
  name,
  url,
  eventTypes: ['user.lifecycle.create', 'user.lifecycle.deactivate'],
  secret: 'hush-1',
})

test('an event hook is created, found again without its secret, and taken back', async () => {
  const input = hook('First')
  const [nothing, made, off] = await org.runAndUndo(createEventHook, input)
  expect([nothing, made, off]).toMatchObject([
    null,
    { status: 'ACTIVE', verificationStatus: 'UNVERIFIED' },
    { status: 'INACTIVE' },
  ])
  expect(await org.lookUp(createEventHook, input)).toMatchObject({ id: Object(made).id })
  expect(await org.lookUp(createEventHook, { ...input, url: 'https://else.acme.test' })).toBeUndefined()
  expect(JSON.stringify([made, await org.run(listEventHooks)])).not.toContain('hush-1')
  await expect(org.run(createEventHook, hook('x', 'http://acme.test'))).rejects.toThrow(/https/)
})

test('an event hook is changed and changed back, but a new secret is not', async () => {
  const eventHook = idOf(await org.run(createEventHook, hook('Second')))
  const change = { eventHook, name: 'Renamed', eventTypes: ['user.session.start'] }
  const [, between, after] = await org.runAndUndo(updateEventHook, change)
  expect(between).toMatchObject({ name: 'Renamed', events: { items: ['user.session.start'] } })
  expect(after).toMatchObject({ name: 'Second', events: { items: hook('').eventTypes } })
  await expect(org.runAndUndo(updateEventHook, { eventHook, secret: 'hush-2' })).rejects.toThrow(
    /Nothing takes/,
  )
})

test('an event hook is verified by its receiver, deactivated and deleted', async () => {
  const receiver = await listen(({ headers }) => ({
    body: { verification: headers['x-okta-verification-challenge'] ?? '' },
  }))
  try {
    const eventHook = idOf(await org.run(createEventHook, hook('Third', `${receiver.url}/okta`)))
    expect(await org.stateOf(verifyEventHook, { eventHook })).toEqual({ verificationStatus: 'UNVERIFIED' })
    expect(await org.run(verifyEventHook, { eventHook })).toMatchObject({ verificationStatus: 'VERIFIED' })
    await expect(org.run(deleteEventHook, { eventHook })).rejects.toMatchObject({
      code: 'okta_not_deactivated',
    })
    expect(await org.runAndUndo(deactivateEventHook, { eventHook })).toEqual(offAndOn)
    await org.run(deactivateEventHook, { eventHook })
    expect(await org.run(deleteEventHook, { eventHook })).toEqual({ statusCode: 204 })
    await expect(org.run(readEventHook, { eventHook })).rejects.toMatchObject({ code: 'okta_E0000007' })
  } finally {
    await receiver.close()
  }
})

test('an inline hook comes without its secret, and is deactivated and activated again', async () => {
  const body = {
    name: 'Claims',
    type: 'com.okta.oauth2.tokens.transform',
    version: '1.0.0',
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri: 'https://hooks.acme.test/claims',
        authScheme: { type: 'HEADER', key: 'Authorization', value: 'hush-3' },
        headers: [{ key: 'X-Key', value: 'hush-4' }],
      },
    },
  }
  const inlineHook = idOf(await org.call('POST', '/api/v1/inlineHooks', body))
  const all = [
    await org.run(readInlineHook, { inlineHook }),
    await org.run(listInlineHooks, { type: 'com.okta.oauth2.tokens.transform' }),
  ]
  expect(all).toMatchObject([{ name: 'Claims' }, { hooks: [{ id: inlineHook }] }])
  expect(JSON.stringify(all)).not.toMatch(/hush/)
  expect(await org.runAndUndo(deactivateInlineHook, { inlineHook })).toEqual(offAndOn)
})
