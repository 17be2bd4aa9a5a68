import type { Condition } from '@keyway/engine'
import { describe, expect, test } from 'vitest'
import { toTrigger, toTriggerDraft } from './trigger-draft.ts'

const row = (field: string): Condition => ({ field, is: 'equal to', value: 'x' })
const okta = 'event.actor.id != null'

describe('what the form shows is saved as it was', () => {
  test.each<[string, Condition | undefined]>([
    ['no condition', undefined],
    ['one comparison', row('severity')],
    ['a list', { field: 'severity', is: 'one of', value: ['WARN', 'ERROR'] }],
    ['one side', { field: 'outcome.reason', is: 'is not empty' }],
    ['several', { all: [row('a'), row('b')] }],
    ['one of several', { any: [row('a'), row('b')] }],
    ['none of one', { none: [row('a')] }],
    ['a filter', { okta }],
    ['a filter and a comparison', { all: [row('a'), { okta }] }],
    ['a filter and one of several', { all: [{ any: [row('a'), row('b')] }, { okta }] }],
  ])('%s', (_name, when) => {
    const trigger = { event: 'okta.event', connection: 'acme', ...(when === undefined ? {} : { when }) }
    const draft = toTriggerDraft(trigger)
    expect(draft.kept).toBeNull()
    expect(toTrigger(draft, trigger)).toEqual(trigger)
  })
})

describe('what it cannot show stays as it is, and is joined with what is typed', () => {
  test.each<[string, Condition]>([
    ['groups in groups', { any: [{ all: [row('a'), row('b')] }, row('c')] }],
    ['a reference', { field: 'a', is: 'equal to', value: { ref: 'trigger.b' } }],
    ['a number', { field: 'a', is: 'equal to', value: 5 }],
    ['a declared type', { field: 'a', is: 'equal to', value: '5', type: 'number' }],
    ['two filters', { all: [{ okta }, { okta: "event.actor.id eq 'a'" }] }],
    ['a comparison without field', { value: { ref: 'trigger.a' }, is: 'is empty' }],
  ])('%s', (_name, when) => {
    const trigger = { event: 'okta.event', when }
    const draft = toTriggerDraft(trigger)
    expect(draft).toMatchObject({ rows: [], filter: '', kept: when })
    expect(toTrigger(draft, trigger)).toEqual(trigger)
    expect(toTrigger({ ...draft, filter: okta }, trigger).when).toEqual({ all: [{ okta }, when] })
  })
})

test('a row without a field is not saved, and neither is what surrounds a list', () => {
  const draft = toTriggerDraft({ event: 'okta.event' })
  const rows = [
    { field: ' ', is: 'equal to' as const, value: 'x' },
    { field: ' severity ', is: 'one of' as const, value: ' WARN ,, ERROR' },
  ]
  expect(toTrigger({ ...draft, event: 'okta.zone.update', rows }, undefined)).toEqual({
    event: 'okta.zone.update',
    when: { field: 'severity', is: 'one of', value: ['WARN', 'ERROR'] },
  })
})
