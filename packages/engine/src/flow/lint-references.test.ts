import { anyJson, anyObject, createCatalog, defineCard, z } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { testCatalog } from '../testing/catalog.ts'
import type { Flow, Trigger } from './document.ts'
import { lintFlow } from './lint.ts'
import { parseFlow } from './schema.ts'

const read = defineCard({
  id: 'test.user',
  title: 'User',
  description: 'Gives a user.',
  input: z.object({}),
  output: z.object({
    id: z.string(),
    firstName: z.string().nullable(),
    profile: anyObject,
    groups: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
    manager: z.object({ email: z.string() }).nullable(),
    body: anyJson,
  }),
  examples: [],
  run: () => ({ id: '', firstName: null, profile: {}, groups: [], manager: null, body: null }),
})
const { cards, connectors } = testCatalog()
const catalog = createCatalog({ cards: [...cards.values(), read], connectors: [...connectors.values()] })

const helper = parseFlow({
  keyway: 1,
  name: 'Look up',
  trigger: {
    helper: true,
    inputs: [
      { key: 'login', type: 'text' },
      { key: 'limit', type: 'number' },
    ],
  },
  steps: [
    { if: { field: 'login', is: 'is empty' }, then: [{ return: { found: false } }] },
    { return: { found: true, user: 1 } },
  ],
})
const findHelpers = (reference: string): Flow[] | undefined =>
  reference === 'Look up' ? [helper] : reference === 'nobody' ? [] : undefined

function lint(steps: unknown[], trigger: Trigger = { manual: true }): string[] {
  const flow = parseFlow({ keyway: 1, name: 'x', trigger, steps })
  return lintFlow(flow, { catalog, findHelpers }).map(
    ({ step, field, message }) => `${step ?? ''} ${field?.join('.') ?? ''}: ${message}`,
  )
}
const user = { id: 'u', use: 'test.user' }
const give = (ref: string): unknown => ({ return: { a: { ref } } })
const dead = (ref: string, why: string): string =>
  `steps[1] return.a.ref: The reference "${ref}" leads to nothing: ${why}`

describe('outputs of a card', () => {
  const outputs = 'There are: id, firstName, profile, groups, manager, body.'

  test.each([
    ['u.first_name', `"u" has no output "first_name". Did you mean "firstName"? ${outputs}`],
    ['u.somethingElse', `"u" has no output "somethingElse". ${outputs}`],
    ['u.id.length', 'u.id is text, without "length" in it.'],
    ['u.groups.name', 'u.groups is a list, without "name" in it.'],
    ['u.groups[0].nmae', 'u.groups[0] has no "nmae". Did you mean "name"? There are: name, tags.'],
    ['u.groups[name=x].tag', 'u.groups[name=x] has no "tag". Did you mean "tags"? There are: name, tags.'],
    ['u.groups[*].nam', 'u.groups[*] has no "nam". Did you mean "name"? There are: name, tags.'],
    ['u.groups[*].tags[0].x', 'u.groups[*].tags[0] is text, without "x" in it.'],
    ['u.manager.mail', 'u.manager has no "mail". Did you mean "email"? There is: email.'],
    ['u.id[*]', 'u.id is text, without items.'],
    ['u.profile[key=x]', 'u.profile is an object, without items to search for key.'],
    ['u.firstName[0]', 'u.firstName is text, without an item [0].'],
  ])('%s', (ref, why) => {
    expect(lint([user, give(ref)])).toEqual([dead(ref, why)])
  })

  test.each([
    'u.profile.any.thing',
    'u.body.x[*].y',
    'u.groups[*].tags[*]',
    'u.groups.0.name',
    'u.manager.email',
    'u',
  ])('%s may be there', (ref) => {
    expect(lint([user, give(ref)])).toEqual([])
  })

  test('templates, inputs, conditions and what a loop makes of its turns are looked at', () => {
    expect(
      lint([
        user,
        { id: 'w', use: 'test.write', with: { value: { list: ['{{ u.idd }}'] } } },
        { if: { all: [{ value: { ref: 'u.nam' }, is: 'is empty' }] }, then: [] },
        { id: 'l', forEach: { ref: 'u.groups' }, do: [], collect: { ref: 'l.item.nme' } },
        { continueIf: { value: 1, is: 'equal to', to: 2 }, message: { const: { ref: 'u.nothing' } } },
        { note: 'See {{ u.nothing }}' },
      ]).map((line) => line.split(': The')[0]),
    ).toEqual(['steps[1] with.value.list.0', 'steps[2] if.all.0.value.ref', 'steps[3] collect.ref'])
  })
})

describe('outputs of control steps', () => {
  const loop = { id: 'l', forEach: { ref: 'u.groups' }, do: [] }

  test.each<[string, unknown[], string[]]>([
    ['a loop without a result', [loop, give('l.list')], ['"l" has no output "list". There is: count.']],
    ['a loop with one', [{ ...loop, collect: 1 }, give('l.list[0].x')], []],
    [
      'items kept',
      [{ ...loop, keep: { is: 'is empty' } }, give('l.list[0].nam')],
      ['l.list[0] has no "nam". Did you mean "name"? There are: name, tags.'],
    ],
    ['a first item', [{ ...loop, first: { is: 'is empty' } }, give('l.item.name')], []],
    ['a reduced value', [{ ...loop, memo: 0, next: 1 }, give('l.memo.x')], []],
    ['a turn', [{ ...loop, do: [give('l.item.tags.x')] }], ['l.item.tags is a list, without "x" in it.']],
    ['a turn, behind it', [loop, give('l.item')], ['"l" has no output "item". There is: count.']],
    [
      'a repeat',
      [{ id: 'l', repeat: 2, do: [give('l.item')] }],
      ['"l" has no output "item". There is: index.'],
    ],
    [
      'an if that returns set',
      [
        { id: 'c', if: { is: 'is empty' }, then: [{ return: { name: 1 }, from: 'c' }], else: [] },
        give('c.nam'),
      ],
      ['"c" has no output "nam". Did you mean "name"? There is: name.'],
    ],
    [
      'an if that nothing sets',
      [{ id: 'c', if: { is: 'is empty' }, then: [] }, give('c.name')],
      ['"c" has no output "name"; it has none at all.'],
    ],
    [
      'a try, whose error has names of the other side',
      [{ id: 't', try: [], catch: [give('t.error.errorSummary')] }, give('t.error.x')],
      [],
    ],
    [
      'a helper',
      [{ id: 'h', call: 'Look up' }, give('h.usr')],
      ['"h" has no output "usr". Did you mean "user"? There are: found, user.'],
    ],
    [
      'a helper that is not waited for',
      [{ id: 'h', call: 'Look up', async: true }, give('h.user')],
      ['"h" has no output "user". There is: executionId.'],
    ],
    ['a helper that is not known here', [{ id: 'h', call: 'Other' }, give('h.user')], []],
  ])('%s', (_name, steps, why) => {
    const found = lint([user, ...steps]).flatMap((line) => line.split('leads to nothing: ')[1] ?? [])
    expect(found).toEqual(why)
  })
})

test('a call is held against what the helper declares', () => {
  const call = (to: string, values: object): unknown => ({ call: to, with: values })
  expect(lint([call('Look up', { login: 'a', limit: 'many', logn: 1 })])).toEqual([
    'steps[0] with.logn: The helper flow "Look up" declares no input "logn". Did you mean "login"? Its inputs: login, limit.',
    'steps[0] with.limit: Input "limit" of the helper flow "Look up": "many" is not a number.',
  ])
  expect(lint([call('nobody', {})])).toEqual(['steps[0] call: There is no helper flow "nobody".'])
  expect(lint([call('Other', { anything: 1 })])).toEqual([])
})

test('inputs of the trigger', () => {
  const inputs = [{ key: 'userId', type: 'text' as const }]
  const message = (more: string): string =>
    `steps[0] return.a.ref: The trigger declares no input "user_ID2". Did you mean "userId"? Declared: userId.${more}`
  expect(lint([give('trigger.user_ID2')], { helper: true, inputs })).toEqual([
    message(' Declare it, if callers pass it.'),
  ])
  const endpoint: Trigger = {
    endpoint: { security: 'public' },
    inputs: [{ key: 'userId', type: 'text', in: 'body' }],
  }
  expect(lint([give('trigger.inputs.user_ID2')], endpoint)).toEqual([message('')])
  expect(lint([give('trigger.headers.x')], endpoint)).toEqual([])
  expect(lint([give('trigger.anything')], { helper: true })).toEqual([])
  expect(lint([give('trigger.target[type=User].id')], { event: 'test.event' })).toEqual([])
})

describe('comparisons', () => {
  const trigger: Trigger = {
    helper: true,
    inputs: (['text', 'number', 'boolean', 'date', 'object', 'any'] as const).map((type) => ({
      key: type,
      type,
    })),
  }
  const compare = (comparison: object): string[] =>
    lint([{ continueIf: { value: { ref: 'trigger.number' }, ...comparison } }], trigger).map((line) =>
      line.split(': ').slice(1).join(': '),
    )

  test.each<[object, string]>([
    [
      { is: 'equal to', to: 'abc' },
      '"equal to" never holds here: both sides are compared as a number, and the right side is "abc".',
    ],
    [
      { is: 'not equal to', to: 'abc' },
      '"not equal to" always holds here: both sides are compared as a number, and the right side is "abc".',
    ],
    [
      { is: 'greater than', to: { ref: 'trigger.boolean' } },
      '"greater than" never holds here: both sides are compared as a number, and the right side is true or false.',
    ],
    [
      { value: { ref: 'trigger.object' }, is: 'greater than', to: 1 },
      '"greater than" never holds here: an object is in no order with anything.',
    ],
    [
      { value: ['a'], is: 'less than', to: 1 },
      '"less than" never holds here: ["a"] is in no order with anything.',
    ],
    [
      { value: { ref: 'trigger.object' }, is: 'equal to', to: 1 },
      '"equal to" never holds here: an object is compared with 1.',
    ],
    [
      { value: { ref: 'trigger.boolean' }, is: 'equal to', to: 'yes' },
      '"equal to" never holds here: both sides are compared as true or false, and the right side is "yes".',
    ],
    [
      { value: { ref: 'trigger.any' }, is: 'a multiple of', to: 'three' },
      '"a multiple of" never holds here: both sides are compared as a number, and the right side is "three".',
    ],
    [
      { value: { ref: 'trigger.any' }, is: 'less than', to: 'soon', type: 'date' },
      '"less than" never holds here: both sides are compared as a date, and the right side is "soon".',
    ],
  ])('%j', (comparison, message) => {
    expect(compare(comparison)).toEqual([message])
  })

  test.each<object>([
    { is: 'equal to', to: '12' },
    { is: 'equal to', to: '' },
    { is: 'equal to', to: null },
    { is: 'greater than', to: { ref: 'trigger.text' } },
    { is: 'equal to', to: { ref: 'trigger.any' } },
    { value: { ref: 'trigger.text' }, is: 'greater than', to: 3 },
    { value: { ref: 'trigger.any' }, is: 'equal to', to: 'abc', type: 'number' },
    { value: { ref: 'trigger.text' }, is: 'equal to', to: 'abc', type: 'number' },
    { value: { ref: 'trigger.date' }, is: 'less than', to: '2026-01-01' },
    { value: { ref: 'trigger.object' }, is: 'contains', to: 'x' },
    { value: { ref: 'trigger.object' }, is: 'equal to', to: '{}' },
    { value: { ref: 'trigger.boolean' }, is: 'equal to', to: 'TRUE' },
  ])('%j can come out either way', (comparison) => {
    expect(compare(comparison)).toEqual([])
  })
})
