import type { Condition } from '@keyway/engine'
import { expect, test } from 'vitest'
import { namedTypes } from './named-types.ts'

const is = (to: string): Condition => ({ field: 'eventType', is: 'equal to', to })
const other: Condition = { field: 'severity', is: 'equal to', to: 'WARN' }

test.each<[string, Condition | undefined, string[] | undefined]>([
  ['nothing', undefined, undefined],
  ['one', is('a'), ['a']],
  ['a list', { field: 'eventType', is: 'one of', value: ['a', 'b'] }, ['a', 'b']],
  ['one with more', { all: [other, is('a')] }, ['a']],
  ['the shortest', { all: [{ any: [is('a'), is('b')] }, is('b')] }, ['b']],
  ['either', { any: [is('a'), { all: [is('b'), other] }] }, ['a', 'b']],
  ['either or anything', { any: [is('a'), other] }, undefined],
  ['none of', { none: [is('a')] }, undefined],
  ['one by a filter', { okta: "event.eventType eq 'a' && event.actor.id != null" }, ['a']],
  ['a part of a name', { field: 'eventType', is: 'starts with', to: 'user.' }, undefined],
  ['a reference', { field: 'eventType', is: 'equal to', to: { ref: 'trigger.x' } }, undefined],
])('a condition names %s', (_name, when, types) => {
  expect(namedTypes(when)).toEqual(types)
})
