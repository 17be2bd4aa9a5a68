import type { Step } from '@keyway/engine'
import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'
import { body, card, exportText, start } from './testing/build-export.ts'

const custom = { custom: true }

const readOne = (cards: Record<string, unknown>[], edges?: string[]) => {
  const reading = readFlopack(exportText({ flows: { a: body(cards, edges) } }))
  const [flow] = reading.flows
  if (flow === undefined) throw new Error('The export has a flow.')
  return { ...flow, reading, steps: flow.document.steps }
}
const stepsOf = (cards: Record<string, unknown>[], edges?: string[]): Step[] => readOne(cards, edges).steps
const returns = (fields: Record<string, unknown>) =>
  card('ret', 'control.return', { inputs: fields as never })

test('a helper declares its inputs with type and default, and reads them from the trigger', () => {
  const { kind, document } = readOne([
    start(
      { 'Some Field': { custom: true, data: 'sample' }, count: { custom: true, type: 'number', data: null } },
      ['Some Field -> ret.x'],
    ),
    returns({ x: custom }),
  ])
  expect(kind).toBe('helper')
  expect(document.trigger).toEqual({
    helper: true,
    inputs: [
      { key: 'Some Field', type: 'text', default: 'sample' },
      { key: 'count', type: 'number', default: 0 },
    ],
  })
  expect(document.steps).toEqual([{ title: 'return', return: { x: { ref: 'trigger["Some Field"]' } } }])
})

test('context outputs of a start card become facts of the execution', () => {
  const context = { 'context/index': {}, 'context/execution_id': {}, 'context/error': { type: 'object' } }
  const steps = stepsOf([
    card('start', 'control.callable', {
      inputs: context,
      outputs: context,
      pins: ['context/index -> ret.i', 'context/execution_id -> ret.e', 'context/error -> ret.x'],
    }),
    returns({ i: { ...custom, type: 'number' }, e: custom, x: { ...custom, type: 'object' } }),
  ])
  expect(steps[0]).toMatchObject({
    return: {
      i: { ref: 'execution.caller.index' },
      e: { ref: 'execution.id' },
      // The flow that ran this one because of an error passes it along.
      x: { ref: 'trigger.error' },
    },
  })
})

test('conversions of pins become the type of the input', () => {
  const steps = stepsOf([
    start({ t: custom }, [
      't -> ret.o : parse',
      't -> ret.l : wrapArray',
      't -> ret.d : dateTime',
      't -> ret.s',
    ]),
    returns({
      o: { ...custom, type: 'object' },
      l: { ...custom, list: true },
      d: { ...custom, type: 'Date' },
      s: custom,
    }),
  ])
  expect(steps[0]).toMatchObject({
    return: {
      o: { ref: 'trigger.t', as: 'object' },
      l: { ref: 'trigger.t', as: 'text[]' },
      d: { ref: 'trigger.t', as: 'date' },
      s: { ref: 'trigger.t' },
    },
  })
})

test('drill-down cards become references, their keys taken literally', () => {
  const steps = stepsOf(
    [
      start({ user: { custom: true, type: 'object' } }, ['user -> x.object']),
      card('x', 'object.expand', {
        displayed: false,
        inputs: { object: { type: 'object' } },
        outputs: {
          'g/key': { list: true, data: ['Alternate ID', 'a.b', '0'] },
          'g/value': {},
        },
        pins: ['g/value -> ret.v'],
      }),
      returns({ v: custom }),
    ],
    ['start>ret', 'start>x', 'x>ret', 'x>x', 'x>ret'],
  )
  expect(steps[0]).toMatchObject({
    return: { v: { ref: 'trigger.user["Alternate ID"]["a.b"][0]', as: 'text' } },
  })
})

test('constants that look like references or templates are wrapped', () => {
  const steps = stepsOf([
    start(),
    returns({
      plain: { ...custom, data: 'text' },
      braces: { ...custom, data: 'Hello {{name}}' },
      ref: { ...custom, type: 'object', data: { ref: 'x' } },
      empty: custom,
    }),
  ])
  expect(steps[0]).toMatchObject({
    return: {
      plain: 'text',
      braces: { const: 'Hello {{name}}' },
      ref: { const: { ref: 'x' } },
      empty: '',
    },
  })
})

test('compose becomes a template: references stay, constants are put in', () => {
  const steps = stepsOf([
    start({ name: custom }, ['name -> c.k1']),
    card('c', 'string.compose', {
      title: 'Compose',
      inputs: { _text_: { data: 'Dear {{{k1}}}, {{{k2}}}! {{{k1}}}' }, k1: {}, k2: { data: 'hello' } },
      outputs: { output: {} },
      pins: ['output -> ret.t'],
    }),
    returns({ t: custom }),
  ])
  expect(steps).toMatchObject([
    {
      id: 'compose',
      use: 'text.compose',
      with: { text: 'Dear {{ trigger.name }}, hello! {{ trigger.name }}' },
    },
    { return: { t: { ref: 'compose.output' } } },
  ])
})

test('braces of the author beside references come as a value', () => {
  const steps = stepsOf([
    start({ name: custom }, ['name -> c.k1']),
    card('c', 'string.compose', {
      title: 'Compose',
      inputs: { _text_: { data: '{"a":{{{{k1}}}}, {{x}}' }, k1: {} },
    }),
  ])
  expect(steps).toMatchObject([
    { id: 'composeValues', use: 'flow.assign', with: { values: { brace: '{' } } },
    {
      with: {
        text: '{{ composeValues.brace }}"a":{{ composeValues.brace }}{{ trigger.name }}}, {{ composeValues.brace }}{{ composeValues.brace }}x}}',
      },
    },
  ])
})
