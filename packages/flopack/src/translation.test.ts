import type { Step } from '@keyway/engine'
import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'
import { body, card, exportText, start } from './testing/build-export.ts'

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
      x: { ref: 'execution.error' },
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

const helper = body([start({ item: custom, all: custom, extra: custom })])
const callFile = (caller: Record<string, unknown>[], callee = helper) => {
  const reading = readFlopack(exportText({ flows: { caller: body(caller), callee } }))
  const flow = reading.flows.find(({ sourceId }) => sourceId === 'caller')
  if (flow === undefined) throw new Error('The export has the calling flow.')
  return { ...flow, reading, steps: flow.document.steps }
}
const proxied = (path: string | null) => ({
  ...custom,
  proxy: { dynamic: path !== null, path, dest: { key: 'x', group: null } },
})

test('for each: the whole item, a field of it, or the same value for all', () => {
  const { steps } = callFile([
    start({ list: { custom: true, type: 'object', list: true }, t: custom }, [
      'list -> e.list',
      't -> e.all',
    ]),
    card('e', 'list.asyncEach', {
      title: 'For Each - Ignore Errors',
      inputs: {
        list: { type: 'object', list: true },
        flo: { type: 'flo', data: 'callee' },
        concurrency: { type: 'number', data: 10 },
        item: proxied(''),
        extra: proxied('First Name'),
        all: proxied(null),
      },
    }),
  ])
  expect(steps).toMatchObject([
    {
      id: 'forEachIgnoreErrors',
      forEach: { ref: 'trigger.list' },
      concurrency: 10,
      onItemError: 'ignore',
      do: [
        {
          id: 'flowCallee',
          call: 'callee',
          with: {
            item: { ref: 'forEachIgnoreErrors.item' },
            extra: { ref: 'forEachIgnoreErrors.item["First Name"]' },
            all: { ref: 'trigger.t' },
          },
        },
      ],
    },
  ])
})

test("a loop that passes nothing gives the item to the helper's only input, and is adapted", () => {
  const loop = card('e', 'list.each', {
    inputs: { list: { type: 'object', list: true }, flo: { type: 'flo', data: 'callee' } },
  })
  const { steps, cards } = callFile(
    [start(), loop],
    body([start({ 'The Event': { custom: true, type: 'object' } })]),
  )
  expect(steps).toMatchObject([{ do: [{ with: { 'The Event': { ref: 'each.item' } } }] }])
  expect(cards).toContainEqual({
    card: 'list.each',
    title: 'each',
    verdict: 'adapted',
    reason: expect.stringContaining('"The Event"'),
  })
})

test('calls wait for results or not, and drop what the helper does not declare', () => {
  const call = (uuid: string, type: string) =>
    card(uuid, type, {
      inputs: {
        flo: { type: 'flo', data: 'callee' },
        item: { ...custom, data: 'a' },
        unknown: { ...custom, data: 'b' },
      },
      outputs: { res: { type: 'number' } },
      pins: uuid === 's' ? ['res -> ret.x'] : [],
    })
  const { steps, reading } = callFile([
    start(),
    call('s', 'control.spawn'),
    call('r', 'control.run'),
    returns({ x: { ...custom, type: 'number' } }),
  ])
  expect(steps).toMatchObject([
    { id: 'spawn', call: 'callee', with: { item: 'a' } },
    { call: 'callee', with: { item: 'a' }, async: true },
    { return: { x: { ref: 'spawn.res', as: 'number' } } },
  ])
  expect(reading.report.files[0]?.warnings.map(({ message }) => message)).toContain(
    'The helper "Flow callee" has no input "unknown"; the value is ignored.',
  )
})

test('a helper that is not in the file makes the call unsupported', () => {
  const { steps, cards } = callFile([
    start(),
    card('s', 'control.spawn', {
      inputs: { flo: { type: 'flo', data: 'gone' }, k: { ...custom, data: 'v' } },
    }),
  ])
  const reason = 'The helper flow gone is not in this file.'
  expect(steps).toEqual([
    { id: 'spawn', title: 'spawn', unsupported: { card: 'control.spawn', reason, with: { k: 'v' } } },
  ])
  expect(cards.at(-1)).toEqual({ card: 'control.spawn', title: 'spawn', verdict: 'unsupported', reason })
})

test('answers, errors, waits and comments', () => {
  const steps = stepsOf([
    start(),
    card('n', 'control.comment', { comments: { title: 'Why', markdown: 'Because' } }),
    card('w', 'control.wait', { inputs: { delay: { type: 'number', data: 2 }, unit: { data: 'hour' } } }),
    card('c', 'http:httpfunctions.close', {
      inputs: { 'Response/statusCode': { type: 'number', data: 200 } },
    }),
    card('t', 'control.throwIf', {
      inputs: {
        'left-operand': operand('a'),
        operator: operand('=='),
        'right-operand': operand('b'),
        message: { data: 'bad' },
        statusCode: { type: 'number', data: 400 },
        why: { ...custom, data: 'detail' },
      },
    }),
    card('r', 'control.returnRaw', {
      inputs: {
        statusCode: { type: 'number', data: 200 },
        headers: { type: 'object' },
        body: { data: 'ok' },
      },
    }),
  ])
  expect(steps).toEqual([
    { title: 'Why', note: 'Because' },
    { title: 'wait', wait: { seconds: 7200 } },
    { title: 'close', respond: { status: 200 }, then: 'continue' },
    {
      title: 'throwIf',
      fail: { message: 'bad', statusCode: 400, details: { why: 'detail' } },
      when: { value: 'a', is: 'equal to', to: 'b', type: 'text' },
    },
    { title: 'returnRaw', respond: { status: 200, body: 'ok' }, then: 'end' },
  ])
})

test('error policies are named as adaptations', () => {
  const { cards } = readOne([
    start(),
    card('c', 'string.compose', { policy: { type: 'finish', retry: 3, delay: 1000 } }),
    card('d', 'string.compose', { policy: { type: 'flo', flo: 'x' } }),
  ])
  expect(cards.filter(({ verdict }) => verdict === 'adapted')).toHaveLength(2)
})
