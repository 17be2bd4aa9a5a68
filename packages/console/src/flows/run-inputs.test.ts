import { describe, expect, it } from 'vitest'
import { toRunForm, toRunValues } from './run-inputs.ts'

describe('values for a run', () => {
  it('asks for events and requests as JSON, for inputs one by one', () => {
    const event = toRunForm({ event: 'okta.user.session.start' })
    expect(event.kind === 'json' && JSON.parse(event.start)).toMatchObject({
      eventType: 'user.session.start',
    })
    expect(toRunForm({ manual: true, inputs: [{ key: 'a' }] })).toEqual({
      kind: 'inputs',
      inputs: [{ key: 'a' }],
    })
  })

  it('turns typed text into the declared types', () => {
    const inputs = [
      { key: 'name', type: 'text' as const },
      { key: 'groups', type: 'text[]' as const },
      { key: 'extra', type: 'object' as const },
      { key: 'free', type: 'any' as const },
      { key: 'unset' },
    ]
    const typed = { name: '12', groups: '["a"]', extra: '{"b":1}', free: '7' }
    expect(toRunValues(inputs, typed)).toEqual({
      ok: true,
      values: { name: '12', groups: ['a'], extra: { b: 1 }, free: 7 },
    })
  })

  it('names the inputs whose text does not fit', () => {
    const inputs = [{ key: 'groups', type: 'text[]' as const }]
    expect(toRunValues(inputs, { groups: '{"a":1}' })).toEqual({ ok: false, wrong: ['groups'] })
  })
})
