import type { Step } from '@keyway/engine'
import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { body, card, exportText, start } from '../testing/build-export.ts'

const custom = { custom: true }
const operand = (data: unknown, type = 'string') => ({ type, data })
const wormhole = { wormhole: 'other' }

const readOne = (cards: Record<string, unknown>[], edges?: string[]) => {
  const reading = readFlopack(exportText({ flows: { a: body(cards, edges) } }))
  const [flow] = reading.flows
  if (flow === undefined) throw new Error('The export has a flow.')
  return { ...flow, reading, steps: flow.document.steps }
}
const stepsOf = (cards: Record<string, unknown>[], edges?: string[]): Step[] => readOne(cards, edges).steps
const returns = (fields: Record<string, unknown>) =>
  card('ret', 'control.return', { inputs: fields as never })

const ifCards = (join: Parameters<typeof card>[2], inner: Record<string, unknown>[] = []) => [
  start({ t: custom }, ['t -> if.left-operand', 't -> j.early']),
  card('if', 'control.if', {
    title: 'If/Else',
    inputs: {
      'left-operand': operand('', 'number'),
      operator: operand('>='),
      'right-operand': operand(5, 'number'),
    },
    branches: { yes: true, no: false },
  }),
  card('yes', 'control.noop', { displayed: false }),
  card('no', 'control.noop', { displayed: false }),
  card('j', 'control.join', join),
  ...inner,
]

test('if/else: each lane ends by returning the outputs of the join to the if step', () => {
  const { steps, cards } = readOne(
    [
      ...ifCards(
        {
          inputs: { a: { data: 'unset' }, early: {} },
          outputs: { renamed: {}, early: {} },
          joins: { a: 'renamed', early: 'early' },
          pins: ['renamed -> ret.x'],
        },
        [
          card('c', 'string.compose', {
            title: 'Compose',
            inputs: { _text_: { data: 'yes' } },
            outputs: { output: {} },
            pins: ['output -> j.a'],
          }),
          returns({ x: custom }),
        ],
      ),
    ],
    ['start>if', 'yes>c', 'yes>j', 'c>j', 'no>j', 'j>ret'],
  )
  expect(steps).toMatchObject([
    {
      id: 'ifElse',
      if: { value: { ref: 'trigger.t' }, is: 'greater than or equal to', to: 5, type: 'number' },
      then: [
        { id: 'compose' },
        { return: { renamed: { ref: 'compose.output' }, early: { ref: 'trigger.t' } }, from: 'ifElse' },
      ],
      else: [{ return: { renamed: 'unset', early: { ref: 'trigger.t' } }, from: 'ifElse' }],
    },
    { return: { x: { ref: 'ifElse.renamed' } } },
  ])
  expect(cards).toHaveLength(7)
})

test('if/else without outputs needs no id and no returns', () => {
  const [start_, ...rest] = ifCards({})
  const cards = [{ ...start_, pins: { t: { if: [{ input: 'left-operand' }] } } }, ...rest]
  expect(stepsOf(cards, ['start>if', 'yes>j', 'no>j'])).toEqual([
    {
      title: 'If/Else',
      if: { value: { ref: 'trigger.t' }, is: 'greater than or equal to', to: 5, type: 'number' },
      then: [],
    },
  ])
})

const embedded = (
  cards: Record<string, unknown>[],
  outputs: Record<string, object> = {},
  pins: string[] = [],
) => {
  const visible = cards.filter((one) => !String(one['address']).endsWith(':expand'))
  const ids = ['in', ...visible.map((one) => String(one['uuid']))]
  const edges = ids.slice(1).map((id, position) => `${ids[position]}>${id}`)
  return body([card('in', 'control.callable', { inputs: outputs, outputs, pins }), ...cards], edges)
}

test('if/else-if: lanes in order, outer values without wormholes, outputs by return', () => {
  const lane = (value: string) =>
    embedded(
      [
        card('stop', 'control.continueIf', {
          inputs: {
            'left-operand': operand('x'),
            operator: operand('is not empty'),
            'right-operand': operand(''),
          },
        }),
        card('back', 'control.return', { inputs: { out: { custom: true, data: value }, w: custom } }),
      ],
      { 'context/w1': wormhole },
      ['context/w1 -> back.w'],
    )
  const group = (name: string, flo: unknown, index: number) => ({
    [`${name}/left-operand`]: { index },
    [`${name}/operator`]: { data: '==', index },
    [`${name}/right-operand`]: { data: name, index },
    [`${name}/flo`]: { type: 'flo', data: flo, index },
  })
  const { steps, cards } = readOne([
    start({ t: custom }, ['t -> b.context/w1', 't -> b.if/left-operand']),
    card('b', 'control.branch', {
      title: 'If/ElseIf',
      inputs: {
        ...group('later', lane('3'), 20),
        ...group('sooner', lane('2'), 10),
        ...group('if', lane('1'), 30),
        'else/flo': { type: 'flo', data: lane('4') },
        'context/w1': wormhole,
      },
      outputs: { out: {} },
      pins: ['out -> ret.x'],
    }),
    returns({ x: custom }),
  ])
  const expected = (value: string) => [
    { continueIf: { value: 'x', is: 'is not empty', type: 'text' }, from: 'ifElseIf', title: 'continueIf' },
    { return: { out: value, w: { ref: 'trigger.t' } }, from: 'ifElseIf', title: 'return' },
  ]
  expect(steps).toMatchObject([
    {
      id: 'ifElseIf',
      if: { value: { ref: 'trigger.t' }, is: 'equal to', to: 'if' },
      then: expected('1'),
      elseIf: [
        { if: { to: 'sooner' }, then: expected('2') },
        { if: { to: 'later' }, then: expected('3') },
      ],
      else: expected('4'),
    },
    { return: { x: { ref: 'ifElseIf.out' } } },
  ])
  expect(cards).toHaveLength(3 + 4 * 3)
})

test('if error: a try step whose catch lane reads its error', () => {
  const steps = stepsOf([
    start(),
    card('t', 'control.tryCatch', {
      title: 'If Error',
      inputs: {
        flo: {
          type: 'flo',
          data: embedded([
            card('f', 'control.throw', {
              inputs: { statusCode: { type: 'number', data: 500 }, message: { data: 'no' } },
            }),
            card('r1', 'control.return'),
          ]),
        },
      },
      outputs: { m: {} },
      policy: {
        type: 'handler',
        merge: 'join',
        flo: embedded(
          [
            card('x', 'object.expand', {
              displayed: false,
              inputs: { object: { type: 'object' } },
              outputs: { 'g/key': { list: true, data: ['body', 'errorSummary'] }, 'g/value': {} },
              pins: ['g/value -> r2.m'],
            }),
            card('r2', 'control.return', { inputs: { m: custom } }),
          ],
          { 'context/error': { type: 'object' } },
          ['context/error -> x.object'],
        ),
      },
      pins: ['m -> ret.x'],
    }),
    returns({ x: custom }),
  ])
  expect(steps).toMatchObject([
    {
      id: 'ifError',
      // The Return at the end gives nothing back, so the lane simply ends.
      try: [{ title: 'throw', fail: { message: 'no', statusCode: 500 } }],
      catch: [{ return: { m: { ref: 'ifError.error.body.errorSummary', as: 'text' } }, from: 'ifError' }],
    },
    { return: { x: { ref: 'ifError.m' } } },
  ])
})

test.each([
  [{ delay: { type: 'number', data: 2 }, unit: { data: 'hours' } }, 7200, undefined],
  [{ delay: { type: 'number', data: 1 }, unit: { data: 'week' } }, 604_800, undefined],
  [{ delay: { type: 'number', data: 0 }, unit: {} }, 0, 'It names no unit; its duration is read in seconds.'],
  [{ delay: { type: 'number', data: 5 } }, 5, 'It names no unit; its duration is read in seconds.'],
])('a wait of %j is %d seconds', (inputs, seconds, reason) => {
  const { steps, cards } = readOne([start(), card('w', 'control.wait', { title: 'Wait For', inputs })])
  expect(steps).toEqual([{ title: 'Wait For', wait: { seconds } }])
  expect(cards.at(-1)?.reason).toBe(reason)
})

test('a computed wait is computed in seconds; a month has no fixed length', () => {
  const wait = (unit: string) =>
    readOne([
      start({ n: { ...custom, type: 'number' } }, ['n -> w.delay']),
      card('w', 'control.wait', {
        title: 'Wait For',
        inputs: { delay: { type: 'number' }, unit: { data: unit } },
      }),
    ])
  const title = 'Wait For seconds'
  expect(wait('minute').steps).toEqual([
    { id: 'waitForSeconds', title, use: 'number.multiply', with: { numbers: [{ ref: 'trigger.n' }, 60] } },
    { title: 'Wait For', wait: { seconds: { ref: 'waitForSeconds.output' } } },
  ])
  expect(wait('second').steps).toEqual([{ title: 'Wait For', wait: { seconds: { ref: 'trigger.n' } } }])
  expect(wait('month').cards.at(-1)).toMatchObject({ verdict: 'unsupported' })
})
