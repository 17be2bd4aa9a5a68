import { anyJson, anyObject, createCatalog, defineCard, z, type ValueType } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { testCatalog } from '../testing/catalog.ts'
import type { Step, Trigger } from './document.ts'
import { lintFlow } from './lint.ts'
import { parseFlow } from './schema.ts'

const take = defineCard({
  id: 'test.take',
  title: 'Take',
  description: 'Has an input of each type.',
  input: z.object({
    text: z.string().optional(),
    number: z.number().nullable().optional(),
    boolean: z.boolean().optional(),
    object: anyObject.optional(),
    numbers: z.array(z.number()).optional(),
    objects: z.array(anyObject).optional(),
    any: anyJson.optional(),
  }),
  output: z.object({
    user: z.object({ tags: z.array(z.string()), logins: z.array(z.object({ ok: z.boolean() })) }),
  }),
  examples: [],
  run: () => ({ user: { tags: [], logins: [] } }),
})
const { cards, connectors } = testCatalog()
const catalog = createCatalog({ cards: [...cards.values(), take], connectors: [...connectors.values()] })

function lint(steps: unknown[], trigger: Trigger = { manual: true }): (string | null)[][] {
  const flow = parseFlow({ keyway: 1, name: 'x', trigger, steps })
  return lintFlow(flow, { catalog, findHelpers: () => undefined }).map(({ step, message }) => [step, message])
}
const used: Step = { return: { a: { ref: 'a.now' } } }

describe('outputs that nothing uses', () => {
  const unused = 'Nothing uses the outputs of this step, and "test.chance" does nothing else.'
  const chance = { id: 'a', use: 'test.chance' }

  test('are found for function cards, at any depth', () => {
    expect(lint([chance])).toEqual([['steps[0]', unused]])
    expect(lint([{ id: 'l', forEach: [], do: [chance] }])).toEqual([['steps[0].do[0]', unused]])
  })

  test.each<[string, unknown[]]>([
    ['a reference', [chance, used]],
    ['a template', [chance, { fail: { message: 'At {{ a.now }}' } }]],
    ['a condition', [chance, { continueIf: { value: { ref: 'a.now' }, is: 'is empty' } }]],
    ['the result of a loop', [{ id: 'l', forEach: [], collect: { ref: 'a.now' }, do: [chance] }]],
    ['an action, which has an effect', [{ id: 'a', use: 'test.write' }]],
    ['a card whose error is waited for', [{ try: [chance], catch: [] }]],
    ['a card that is not known', [{ id: 'a', use: 'no.card' }]],
  ])('are none: %s', (_name, steps) => {
    expect(lint(steps)).toEqual([])
  })
})

describe('steps that are never reached', () => {
  const last = { id: 'w', use: 'test.write' }
  const fail = { fail: { message: 'no' } }
  const test1 = { field: 'n', is: 'is empty' }

  test.each<[string, unknown[], string | undefined]>([
    ['behind a fail', [fail, last], 'steps[1]'],
    ['behind an answer that ends', [{ respond: { body: 'x' } }, { note: 'x' }, last], 'steps[2]'],
    [
      'behind an if whose lanes all end',
      [{ if: test1, then: [fail], else: [{ return: {} }] }, last],
      'steps[1]',
    ],
    ['behind a try whose lanes both end', [{ try: [{ return: {} }], catch: [fail] }, last], 'steps[1]'],
    ['in a lane', [{ if: test1, then: [fail, last] }, last], 'steps[0].then[1]'],
    ['not behind a conditional fail', [{ ...fail, when: test1 }, last], undefined],
    ['not behind an answer that goes on', [{ respond: {}, then: 'continue' }, last], undefined],
    ['not behind an if without else', [{ if: test1, then: [fail] }, last], undefined],
    ['not behind a try that catches', [{ try: [fail], catch: [] }, last], undefined],
    ['not behind a loop', [{ id: 'l', forEach: [], do: [fail] }, last], undefined],
    [
      'not behind an if that is left with a result',
      [{ id: 'c', if: test1, then: [{ return: {}, from: 'c' }], else: [fail] }, last],
      undefined,
    ],
    [
      'not behind an if that is left early',
      [{ id: 'c', if: test1, then: [{ continueIf: test1, from: 'c' }, fail], else: [fail] }, last],
      undefined,
    ],
    ['not behind a note', [{ note: 'x' }, last], undefined],
  ])('%s', (_name, steps, where) => {
    expect(lint(steps).map(([step]) => step)).toEqual(where === undefined ? [] : [where])
  })
})

describe('types that cannot go together', () => {
  const trigger: Trigger = {
    helper: true,
    inputs: (['text', 'number', 'boolean', 'date', 'object', 'object[]', 'any'] as ValueType[]).map(
      (type) => ({
        key: type.replace('[]', 's'),
        type,
      }),
    ),
  }
  const first = { id: 'a', use: 'test.take' }
  const messages = (values: Record<string, unknown>): (string | null | undefined)[] =>
    lint(
      [
        first,
        { id: 'b', use: 'test.take', with: values },
        { return: { a: { ref: 'a.user' }, b: { ref: 'b.user' } } },
      ],
      trigger,
    ).map(([, message]) => message?.replace('Input ', ''))

  test.each<[Record<string, unknown>, string]>([
    [{ number: 'many' }, '"number" of "test.take": "many" is not a number.'],
    [
      { number: { ref: 'trigger.boolean' } },
      '"number" of "test.take": trigger.boolean is true or false, which cannot become a number.',
    ],
    [
      { boolean: { ref: 'trigger.object' } },
      '"boolean" of "test.take": trigger.object is an object, which cannot become true or false.',
    ],
    [
      { number: { ref: 'trigger.date' } },
      '"number" of "test.take": trigger.date is a date, which cannot become a number.',
    ],
    [
      { number: { ref: 'a.user.tags' } },
      '"number" of "test.take": a.user.tags is a list of texts, which cannot become a number.',
    ],
    [
      { objects: { ref: 'trigger.number' } },
      '"objects" of "test.take": trigger.number is a number, which cannot become a list of objects.',
    ],
    [
      { numbers: { ref: 'trigger.objects' } },
      '"numbers" of "test.take": trigger.objects is a list of objects, which cannot become a list of numbers.',
    ],
    [
      { numbers: { ref: 'a.user.logins[*].ok' } },
      '"numbers" of "test.take": a.user.logins[*].ok is a list of true or false, which cannot become a list of numbers.',
    ],
    [
      { objects: { ref: 'a.user.tags[0]' } },
      '"objects" of "test.take": a.user.tags[0] is text, expected a list of objects. If it is JSON, say so with "as: object[]".',
    ],
  ])('%j', (values, message) => {
    expect(messages(values)).toEqual([message])
  })

  test.each<Record<string, unknown>>([
    { number: '12' },
    { number: null },
    { number: { ref: 'trigger.text' } },
    { number: { ref: 'trigger.any' } },
    { number: { ref: 'trigger.boolean', as: 'number' } },
    { text: { ref: 'trigger.objects' } },
    { object: { ref: 'trigger.objects' } },
    { object: '{"a": "{{ trigger.text }}"}' },
    { object: { ref: 'trigger.text', as: 'object' } },
    { numbers: { ref: 'trigger.number' } },
    { numbers: ['{{ trigger.text }}'] },
    { any: { ref: 'trigger.object' } },
    { unknown: { ref: 'trigger.object' } },
    { text: '{{ a' },
    { number: { ref: 'a.user.logins[0].ok', as: 'number' } },
  ])('%j may go together', (values) => {
    expect(messages(values)).toEqual([])
  })
})
