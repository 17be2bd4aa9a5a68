import { compileOktaFilter, type Condition } from '@keyway/engine'
import { expect, test } from 'vitest'
import { planFilters } from './plan-filters.ts'

const failed = "event.outcome.result eq 'FAILURE'"
const isAda = "event.actor.alternateId eq 'ada@acme.test'"
const field: Condition = { field: 'severity', is: 'equal to', to: 'WARN' }

const planOf = (...conditions: (Condition | undefined)[]) =>
  planFilters(['t'], new Map([['t', conditions.map((when, at) => ({ name: `Flow ${at}`, when }))]]))

test.each<[string, (Condition | undefined)[], string]>([
  ['one flow', [{ okta: ` ${failed}\n` }], failed],
  ['two flows', [{ okta: isAda }, { okta: failed }], `(${isAda}) || (${failed})`],
  ['two flows with the same one', [{ okta: failed }, { okta: failed }], failed],
  ['a comparison beside it, which Keyway tests', [{ all: [field, { okta: failed }] }], failed],
  ['both of two', [{ all: [{ okta: failed }, { okta: isAda }] }], `(${failed}) && (${isAda})`],
  ['one of two', [{ any: [{ okta: failed }, { okta: isAda }] }], `(${failed}) || (${isAda})`],
])('a filter of %s', (_name, conditions, expected) => {
  const { filters, unfiltered } = planOf(...conditions)
  expect(filters).toEqual({ t: expected })
  expect(unfiltered).toEqual([])
  expect(() => compileOktaFilter(expected)).not.toThrow()
})

test.each<[string, Condition | undefined]>([
  ['no condition', undefined],
  ['a comparison', field],
  ['a filter or a comparison', { any: [{ okta: failed }, field] }],
  ['any of nothing', { any: [] }],
  ['what must not hold', { none: [{ okta: failed }] }],
])('a flow with %s keeps its type unfiltered, whatever the others say', (_name, when) => {
  expect(planOf({ okta: failed }, when)).toEqual({
    filters: {},
    unfiltered: [{ type: 't', why: 'flow_without_filter', flows: ['Flow 1'] }],
  })
})

test('a flow that takes every type counts for each of them', () => {
  const every = { name: 'Every', when: { okta: isAda } }
  const listeners = new Map([
    ['*', [every]],
    ['a', [{ name: 'A', when: { okta: failed } }]],
    ['b', [{ name: 'B', when: undefined }]],
  ])
  expect(planFilters(['a', 'b', 'c'], listeners)).toEqual({
    filters: { a: `(${isAda}) || (${failed})`, c: isAda },
    unfiltered: [{ type: 'b', why: 'flow_without_filter', flows: ['B'] }],
  })
})

test('the order of the flows does not change it', () => {
  expect(planOf({ okta: failed }, { okta: isAda })).toEqual(planOf({ okta: isAda }, { okta: failed }))
})

test('filters that are too long together are left to Keyway', () => {
  const some = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ okta: `event.actor.id eq '${'x'.repeat(80)}${at}'` }))
  expect(Object.keys(planOf(...some(10)).filters)).toEqual(['t'])
  const { filters, unfiltered } = planOf(...some(30))
  expect(filters).toEqual({})
  expect(unfiltered).toMatchObject([{ type: 't', why: 'too_long' }])
  expect(unfiltered[0]?.flows).toHaveLength(30)
})
