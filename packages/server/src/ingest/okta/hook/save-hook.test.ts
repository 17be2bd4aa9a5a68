import { RemoteError } from '@keyway/sdk'
import { expect, test } from 'vitest'
import type { EventHook, EventHookDefinition } from './event-hooks-api.ts'
import { saveHook } from './save-hook.ts'

const definition: EventHookDefinition = {
  name: 'Keyway',
  uri: 'https://keyway.acme.test/hooks/okta/x',
  headerName: 'Authorization',
  secret: 'Bearer x',
  types: ['a', 'b'],
  filters: { a: 'event.actor.id != null' },
}
const asKept = ({ filters }: EventHookDefinition): EventHook => ({
  id: 'who1',
  name: 'Keyway',
  isActive: true,
  isVerified: true,
  uri: definition.uri,
  headerName: 'authorization',
  types: definition.types,
  filters,
})
const refuse = (text: string) => new RemoteError(`Okta answered E0000001: ${text}`, { statusCode: 400 })

/** An Okta that answers as it is told, and what it was asked. */
function okta(answer: (asked: EventHookDefinition) => EventHook) {
  const asked: [what: string, filters: EventHookDefinition['filters']][] = []
  const take = (what: string, one: EventHookDefinition): Promise<EventHook> =>
    Promise.resolve().then(() => {
      asked.push([what, one.filters])
      return answer(one)
    })
  const api = {
    create: (one: EventHookDefinition) => take('create', one),
    replace: (id: string, one: EventHookDefinition) => take(`replace ${id}`, one),
  }
  return { asked, api }
}
const { filters } = definition
const found = asKept(definition)

test('a hook is written once where Okta takes its filters, or there are none', async () => {
  const { asked, api } = okta(asKept)
  expect(await saveHook(api, definition, undefined)).toEqual({ hook: found, refusal: undefined })
  expect(await saveHook(api, { ...definition, filters: {} }, found)).toMatchObject({ refusal: undefined })
  expect(asked).toEqual([
    ['create', filters],
    ['replace who1', {}],
  ])
})

test('refused filters are left out, with what Okta said', async () => {
  const { asked, api } = okta((one) => {
    if (Object.keys(one.filters).length > 0) throw refuse('events.filter: nobody can read that')
    return asKept(one)
  })
  const { hook, refusal } = await saveHook(api, definition, undefined)
  expect(hook.filters).toEqual({})
  expect(refusal).toContain('nobody can read that')
  expect(asked).toEqual([
    ['create', filters],
    ['create', {}],
  ])
})

test('filters that Okta drops or changes without a word count as refused, and make no second hook', async () => {
  for (const kept of [{}, { a: 'event.actor.id ne null' }]) {
    const { asked, api } = okta((one) => asKept(one.filters === filters ? { ...one, filters: kept } : one))
    expect((await saveHook(api, definition, undefined)).refusal).toContain('was not given')
    expect(asked).toEqual([
      ['create', filters],
      ['replace who1', {}],
    ])
  }
})

test('what is wrong with the rest of the hook is not blamed on its filters', async () => {
  const { asked, api } = okta(() => {
    throw refuse('The org has 25 event hooks, which is the maximum')
  })
  await expect(saveHook(api, definition, undefined)).rejects.toThrow('maximum')
  expect(asked).toHaveLength(2)
})

test('an Okta that cannot answer is not asked a second time', async () => {
  const { asked, api } = okta(() => {
    throw new RemoteError('Okta answered 503', { statusCode: 503 })
  })
  await expect(saveHook(api, definition, found)).rejects.toThrow('503')
  expect(asked).toHaveLength(1)
})
