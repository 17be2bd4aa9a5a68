import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryChange, arbitraryFlow } from '../testing/arbitrary-flow.ts'
import { diffFlows } from './diff.ts'
import type { Flow, Step } from './document.ts'
import { canonicalText } from './match-steps.ts'

const flowOf = (...steps: Step[]): Flow => ({ keyway: 1, name: 'x', trigger: { manual: true }, steps })
const sentences = (before: Flow, after: Flow): string[] =>
  diffFlows(before, after).map(({ sentence }) => sentence)
const send = (id: string, channel: string): Step => ({
  id,
  use: 'slack.send_message',
  with: { channel, text: { ref: 'trigger.text' } },
})

test('a changed operator, value and setting are told in the words of the card', () => {
  const before = flowOf(
    { continueIf: { value: { ref: 'trigger.name' }, is: 'equal to', to: 'a' } },
    send('s', '#a'),
  )
  const after = flowOf(
    { continueIf: { value: { ref: 'trigger.name' }, is: 'contains', to: 'a' } },
    send('s', '#b'),
  )
  expect(sentences(before, { ...after, name: 'y', saveData: false })).toEqual([
    'Flow: name "x" became "y"',
    'Flow: saveData was set to false',
    'Continue If: "equal to" became "contains"',
    'Send message: channel "#a" became "#b"',
  ])
  expect(diffFlows(before, after)[1]).toEqual({
    kind: 'changed',
    of: 'step',
    before: 'steps[1]',
    after: 'steps[1]',
    field: { path: ['with', 'channel'], from: '#a', to: '#b' },
    sentence: 'Send message: channel "#a" became "#b"',
  })
})

test('steps that were added, removed and moved are found by their ids', () => {
  const note: Step = { note: 'why' }
  const before = flowOf(note, send('a', '#1'), send('b', '#2'), {
    if: { field: 'n', is: 'is empty' },
    then: [note],
  })
  const after = flowOf(
    note,
    send('b', '#2'),
    { id: 'l', forEach: [], do: [{ return: {} }, { note: 'in' }] },
    { if: { field: 'n', is: 'is empty' }, then: [note, { ...send('a', '#1'), title: 'Tell' }], else: [] },
  )
  expect(
    diffFlows(before, after).map(({ kind, before: from, after: to, sentence }) => [kind, from, to, sentence]),
  ).toEqual([
    ['added', null, 'steps[2]', 'For each was added, with 2 steps in it'],
    ['changed', 'steps[3]', 'steps[3]', 'If: the else lane was added'],
    ['moved', 'steps[1]', 'steps[3].then[1]', 'Tell moved into If (then)'],
    ['changed', 'steps[1]', 'steps[3].then[1]', 'Tell: title was set to "Tell"'],
  ])
  expect(sentences(flowOf(note, send('a', '#1')), flowOf(note))).toEqual(['Send message was removed'])
  expect(
    sentences(flowOf(send('a', '#1'), send('b', '#2')), flowOf(send('b', '#2'), send('a', '#1'))),
  ).toHaveLength(1)
})

test.each<[string, Step, Step, string]>([
  [
    'a reference',
    { return: { n: { ref: 'a.b' } } },
    { return: { n: { ref: 'a.c', as: 'text' } } },
    'Return: n a.b became a.c as text',
  ],
  [
    'a new input',
    { id: 'a', call: 'h' },
    { id: 'a', call: 'h', with: { n: 1 } },
    'Call "h": with was set to {"n":1}',
  ],
  ['a lost input', { return: { n: 1 } }, { return: {} }, 'Return: n 1 was removed'],
  [
    'a condition joined in another way',
    { continueIf: { field: 'n', is: 'equal to', value: 1 } },
    {
      continueIf: {
        any: [
          { field: 'n', is: 'equal to', value: 1 },
          { field: 'm', is: 'is empty' },
        ],
      },
    },
    'Continue If: condition n equal to 1 became (n equal to 1 or m is empty)',
  ],
  ['a note', { note: 'old' }, { note: 'new' }, 'Note: note "old" became "new"'],
  [
    'a long text',
    { note: `${'a'.repeat(100)} before` },
    { note: `${'a'.repeat(100)} after` },
    `Note: note …${'a'.repeat(19)} before" became …${'a'.repeat(19)} after"`,
  ],
])('%s', (_name, before, after, sentence) => {
  expect(sentences(flowOf(before), flowOf(after))).toContain(sentence)
})

test('a step with another id is the same step, and references that follow it are no changes', () => {
  const before = flowOf(
    { id: 'a', use: 'text.compose', with: { text: 'x' } },
    { id: 'l', forEach: { ref: 'a.output' }, do: [{ return: { n: 1 }, from: 'l' }] },
    { return: { said: { ref: 'a.output' }, more: ['So {{ a.output }}, {{ab.c}}'], other: { ref: 'ab.c' } } },
  )
  const after = flowOf(
    { id: 'b', use: 'text.compose', with: { text: 'x' } },
    { id: 'm', forEach: { ref: 'b.output' }, do: [{ return: { n: 1 }, from: 'm' }] },
    { return: { said: { ref: 'b.output' }, more: ['So {{ b.output }}, {{ab.c}}'], other: { ref: 'b.c' } } },
  )
  expect(sentences(before, after)).toEqual([
    'Compose: id "a" became "b"',
    'For each: id "l" became "m"',
    'Return: other ab.c became b.c',
  ])
})

test('a step put around others, or taken away from around them, does not move them', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => send(id, `#${id}`)) as [Step, Step, Step]
  const plain = flowOf(a, b, c)
  const wrapped = flowOf(a, { id: 't', try: [b, c], catch: [{ note: 'sorry' }] })
  expect(sentences(plain, wrapped)).toEqual([
    'Try was added around Send message and 1 more step, with 1 step in it',
  ])
  expect(sentences(wrapped, plain)).toEqual([
    'Try was removed from around Send message and 1 more step, with 1 step in it',
  ])
  expect(sentences(plain, flowOf(a, { id: 't', try: [c, b], catch: [] }))).toEqual([
    'Try was added around Send message',
    'Send message moved into Try (try)',
  ])
})

test('the cases of a switch are told, and the steps in them by themselves', () => {
  const on = (is: string, note: string): Step => ({
    switch: { ref: 'trigger.kind' },
    cases: [{ is, do: [{ note }] }],
  })
  expect(sentences(flowOf(on('a', 'x')), flowOf(on('b', 'y')))).toEqual([
    'Switch: cases[0].is "a" became "b"',
    'Note: note "x" became "y"',
  ])
})

test('a flow does not differ from itself, whatever the order of its keys', () => {
  fc.assert(
    fc.property(arbitraryFlow, (flow) => {
      expect(diffFlows(flow, flow)).toEqual([])
      expect(diffFlows(flow, reverseKeys(flow) as Flow)).toEqual([])
    }),
  )
})

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reverseKeys(inner)]),
  )
}

test('different flows have changes, and every change is real', () => {
  const pairs = fc.oneof(arbitraryChange, fc.record({ before: arbitraryFlow, after: arbitraryFlow }))
  fc.assert(
    fc.property(pairs, ({ before, after }) => {
      const changes = diffFlows(before, after)
      expect(changes.length === 0).toBe(canonicalText(before) === canonicalText(after))
      const appeared = changes.filter(({ kind }) => kind === 'added').length
      const gone = changes.filter(({ kind }) => kind === 'removed').length
      for (const change of changes) {
        const old = change.before === null ? undefined : at(before, change.before)
        const young = change.after === null ? undefined : at(after, change.after)
        if (change.kind === 'added') expect([change.before, typeof young]).toEqual([null, 'object'])
        if (change.kind === 'removed') expect([change.after, typeof old]).toEqual([null, 'object'])
        if (change.kind === 'moved') {
          expect(canonicalText(old)).toBeTruthy()
          expect(canonicalText(young)).toBeTruthy()
        }
        if (change.kind !== 'changed') continue
        const { path = [], from, to } = change.field ?? {}
        expect(canonicalText(from ?? 'nothing here')).not.toBe(canonicalText(to ?? 'nothing there'))
        const roots = { step: [old, young], flow: [before, after], trigger: [before.trigger, after.trigger] }
        const [oldRoot, youngRoot] = roots[change.of]
        const isLane = ['else', 'elseIf', 'cases'].includes(String(path.at(0)))
        if (isLane) continue
        expect(valueAt(oldRoot, path)).toEqual(from)
        expect(valueAt(youngRoot, path)).toEqual(to)
      }
      // Nothing is told twice: an added step that is the same as a removed one would have been a move.
      if (appeared > 0 && gone > 0) {
        const texts = changes.flatMap(({ kind, after: path }) =>
          kind === 'added' ? [canonicalText(at(after, path ?? ''))] : [],
        )
        for (const { kind, before: path } of changes) {
          if (kind === 'removed') expect(texts).not.toContain(canonicalText(at(before, path ?? '')))
        }
      }
    }),
    { numRuns: 500 },
  )
})

function at(root: unknown, path: string): unknown {
  return valueAt(root, path.match(/[^.[\]]+/g) ?? [])
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  )
}
