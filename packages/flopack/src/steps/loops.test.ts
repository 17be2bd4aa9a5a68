import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { body, card, exportText, start } from '../testing/build-export.ts'

type Card = Parameters<typeof body>[0][number]
type Fields = NonNullable<NonNullable<Parameters<typeof card>[2]>['inputs']>

const custom = { custom: true }
const proxied = (path: string | null) => ({
  ...custom,
  proxy: { dynamic: path !== null, path, dest: { key: 'x', group: null } },
})
const returns = (uuid: string, fields: Fields) => card(uuid, 'control.return', { inputs: fields })
const text = { ...custom, type: 'string' }
const flag = { ...custom, type: 'boolean' }
const object = { ...custom, type: 'object' }

/** A flow that starts with a list and loops over it, and the helper it calls. */
function readLoop(loop: Card, helper: Card[], edges?: string[]) {
  const caller = [
    start({ list: { custom: true, type: 'object', list: true }, n: { custom: true, type: 'number' } }, [
      'list -> l.list',
      'n -> l.count',
    ]),
    loop,
    returns('ret', { result: { ...custom, type: 'object' } }),
  ]
  const { flows } = readFlopack(exportText({ flows: { caller: body(caller), callee: body(helper, edges) } }))
  const flow = flows.find(({ sourceId }) => sourceId === 'caller')
  if (flow === undefined) throw new Error('The export has the calling flow.')
  const [step, end] = flow.document.steps.slice(-2)
  const verdict = flow.cards.find(({ card: name }) => name === loopCard(loop))
  return { steps: flow.document.steps, step, end, verdict }
}
const loopCard = ({ address }: Card) => String(address).replace(/^root:kernel:(\w+):.*:(\w+)$/, '$1.$2')

const list = { type: 'object', list: true }
const flo = { type: 'flo', data: 'callee' }

function loopOf(type: string, element: unknown, more: Fields = {}) {
  const output = { 'list.filter': 'list', 'list.reduce': 'item' }[type] ?? 'new list'
  return card('l', type, {
    inputs: { list, count: { type: 'number' }, object: { type: 'object' }, flo, item: proxied(''), ...more },
    outputs: { [output]: { type: element, list: type !== 'list.reduce' } },
    pins: [`${output} -> ret.result`],
  })
}
const helper = (...rest: Card[]) => [start({ item: text }), ...rest]
const call = { id: 'flowCallee', call: 'callee', with: { item: { ref: 'map.item' } } }

test('map to objects collects the object of all Return fields, also of a single one', () => {
  const { step, end, verdict } = readLoop(
    loopOf('list.map', 'object', { concurrency: { type: 'number', data: 5 } }),
    helper(returns('r', { output: object })),
  )
  expect(step).toEqual({
    id: 'map',
    title: 'map',
    forEach: { ref: 'trigger.list' },
    concurrency: 5,
    do: [call],
    collect: { ref: 'flowCallee' },
  })
  expect(end).toMatchObject({ return: { result: { ref: 'map.list' } } })
  expect(verdict).toMatchObject({ verdict: 'exact' })
})

test('map to anything else collects the bare value of the single field, as the declared type', () => {
  const bare = (fields: Fields) => readLoop(loopOf('list.map', 'string'), helper(returns('r', fields))).step
  expect(bare({ 'The Name': text })).toMatchObject({ collect: { ref: 'flowCallee["The Name"]' } })
  expect(bare({ o: object })).toMatchObject({ collect: { ref: 'flowCallee.o', as: 'text' } })
})

test('a helper that returns nothing leaves null in the list', () => {
  for (const element of ['object', 'string']) {
    const { step, verdict } = readLoop(loopOf('list.map', element), helper(returns('r', {})))
    expect(step).toMatchObject({ do: [call], collect: null })
    expect(verdict).toMatchObject({ verdict: 'exact' })
  }
})

test('a helper without a Return card hands back the outputs of its last card', () => {
  const construct = card('c', 'object.construct', {
    inputs: { id: text },
    outputs: { output: { type: 'object' } },
    pins: [],
  })
  const caller = body([
    start({ list: { ...custom, type: 'object', list: true } }, ['list -> l.list']),
    loopOf('list.map', 'object'),
    returns('ret', { result: object }),
  ])
  const { flows } = readFlopack(exportText({ flows: { caller, callee: body(helper(construct)) } }))
  expect(flows[0]?.document.steps[0]).toMatchObject({ do: [call], collect: { ref: 'flowCallee' } })
  expect(flows[1]?.document.steps.at(-1)).toEqual({ return: { output: { ref: 'construct.output' } } })

  // Nobody asks for it: the flow stays as it is.
  const alone = readFlopack(exportText({ flows: { callee: body(helper(construct)) } }))
  expect(alone.flows[0]?.document.steps).toHaveLength(1)
})

test('items of a list of texts stay texts, whatever type the helper declares for them', () => {
  const number = { ...proxied(''), type: 'number' }
  const caller = body([
    start({ list: { ...custom, list: true } }, ['list -> l.list']),
    card('l', 'list.each', { inputs: { list: { list: true }, flo, item: number } }),
  ])
  const callee = body([start({ item: { ...custom, type: 'number', data: 5 } })])
  const { flows, report } = readFlopack(exportText({ flows: { caller, callee } }))
  expect(flows[1]?.document.trigger).toMatchObject({ inputs: [{ key: 'item', type: 'text', default: '5' }] })
  expect(report.files[0]?.warnings).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('Loops pass texts as the number "item"') }),
  )
})

test('Return cards that agree on one field give its value; others are adapted', () => {
  const lanes = (other: string) => {
    const condition = { 'left-operand': { data: 'a' }, operator: { data: '==' }, 'right-operand': {} }
    const cards = helper(
      card('if', 'control.if', { inputs: condition, branches: { t: true, e: false } }),
      card('t', 'control.noop', { displayed: false }),
      returns('r1', { name: text }),
      card('e', 'control.noop', { displayed: false }),
      returns('r2', { [other]: text }),
      card('j', 'control.join'),
    )
    const edges = ['start>if', 'if>t', 'if>e', 't>r1', 'e>r2', 't>j', 'e>j', 'r1>j', 'r2>j']
    return readLoop(
      loopOf('list.map', 'string'),
      cards,
      edges.filter((edge) => !edge.startsWith('if')),
    )
  }
  expect(lanes('name').step).toMatchObject({ collect: { ref: 'flowCallee.name' } })
  expect(lanes('name').verdict).toMatchObject({ verdict: 'exact' })
  expect(lanes('other').step).toMatchObject({ collect: { ref: 'flowCallee' } })
  expect(lanes('other').verdict).toMatchObject({
    verdict: 'adapted',
    reason:
      'The helper "Flow callee" does not return one single value. Each item is the object of all of them.',
  })
})

test('a helper that may stop before it returns an object is adapted', () => {
  const condition = { 'left-operand': { data: 'a' }, operator: { data: '==' }, 'right-operand': {} }
  const stopping = helper(
    card('c', 'control.continueIf', { inputs: condition }),
    returns('r', { output: object }),
  )
  expect(readLoop(loopOf('list.map', 'object'), stopping).verdict).toMatchObject({ verdict: 'adapted' })
  expect(readLoop(loopOf('list.map', 'string'), stopping).verdict).toMatchObject({ verdict: 'exact' })
})

test('filter keeps the items whose helper returns true, whatever the field is called', () => {
  const { step, end } = readLoop(loopOf('list.filter', 'object'), helper(returns('r', { valid: flag })))
  expect(step).toMatchObject({
    keep: { value: { ref: 'flowCallee.valid' }, is: 'equal to', to: true, type: 'boolean' },
  })
  expect(end).toMatchObject({ return: { result: { ref: 'filter.list' } } })
})

test('filter keeps nothing without a result, and the one boolean decides among several fields', () => {
  const keepOf = (fields: Fields) => readLoop(loopOf('list.filter', 'object'), helper(returns('r', fields)))
  expect(keepOf({}).step).toMatchObject({ keep: { value: false, is: 'equal to', to: true } })
  expect(keepOf({}).verdict).toMatchObject({ verdict: 'exact' })
  const several = keepOf({ why: text, ok: flag })
  expect(several.step).toMatchObject({ keep: { value: { ref: 'flowCallee.ok' } } })
  expect(several.verdict).toMatchObject({ verdict: 'adapted', reason: expect.stringContaining('"ok"') })
  const unclear = keepOf({ a: flag, b: flag })
  expect(unclear.step).toMatchObject({ keep: { value: false } })
  expect(unclear.verdict).toMatchObject({ reason: expect.stringContaining('Nothing is kept') })
})

test('reduce hands the memo to the helper under that name and takes the next one', () => {
  const reduce = (more: Fields, result: Fields) =>
    readLoop(loopOf('list.reduce', 'object', { memo: { data: ';' }, ...more }), [
      start({ item: text, memo: text }),
      returns('r', result),
    ])
  const { step, end, verdict } = reduce({}, { output: object })
  expect(step).toMatchObject({
    forEach: { ref: 'trigger.list' },
    memo: ';',
    do: [{ call: 'callee', with: { item: { ref: 'reduce.item' }, memo: { ref: 'reduce.memo' } } }],
    next: { ref: 'flowCallee.output' },
  })
  expect(end).toMatchObject({ return: { result: { ref: 'reduce.memo' } } })
  expect(verdict).toMatchObject({ verdict: 'exact' })
  expect(reduce({}, { a: text, b: text }).step).toMatchObject({ next: { ref: 'flowCallee' } })
  expect(reduce({}, {}).step).toMatchObject({ next: null })
})

test("reduce ignores the author's own value for the memo", () => {
  const loop = loopOf('list.reduce', 'string')
  const inputs = (loop['node'] as { model: { inputs: { data: Record<string, object> } } }).model.inputs.data
  const start = { type: 'string', collection: false, data: ';' }
  inputs['m0'] = { id: 'm0', group: null, key: 'memo', value: start, metadata: { index: 1 } }
  const own = { index: 9, custom: true }
  inputs['m1'] = { id: 'm1', group: null, key: 'memo', value: { ...start, data: 'no' }, metadata: own }
  const { step } = readLoop(loop, [
    card('start', 'control.callable', { inputs: { item: text, memo: text } }),
    returns('r', { o: text }),
  ])
  expect(step).toMatchObject({
    memo: ';',
    do: [{ with: { item: { ref: 'reduce.item' }, memo: { ref: 'reduce.memo' } } }],
  })
})

test('repeat calls the helper a number of times with the same values', () => {
  const times = card('l', 'control.times', {
    inputs: {
      list,
      count: { type: 'number' },
      flo,
      concurrency: { type: 'number', data: 50 },
      item: { ...custom, data: 'x' },
    },
  })
  expect(readLoop(times, helper()).steps[0]).toEqual({
    id: 'times',
    title: 'times',
    repeat: { ref: 'trigger.n' },
    concurrency: 50,
    do: [{ id: 'flowCallee', call: 'callee', with: { item: 'x' } }],
  })
})

test('map to list runs over the keys of an object with their values', () => {
  const loop = loopOf('object.map', 'string', { k: proxied('key') })
  const { steps } = readLoop(loop, [start({ item: object, k: text }), returns('r', { o: text })])
  expect(steps).toMatchObject([
    { id: 'mapEntries', use: 'object.entries', with: { object: {} } },
    {
      id: 'map',
      forEach: { ref: 'mapEntries.entries' },
      do: [{ with: { item: { ref: 'map.item' }, k: { ref: 'map.item.key' } } }],
      collect: { ref: 'flowCallee.o' },
    },
    {},
  ])
})

test('without its helper a loop is unsupported', () => {
  const { steps, verdict } = readLoop(
    loopOf('list.reduce', 'string', { flo: { type: 'flo', data: 'gone' } }),
    helper(),
  )
  expect(steps[0]).toMatchObject({ id: 'reduce', unsupported: { card: 'list.reduce' } })
  expect(verdict).toMatchObject({ reason: 'The helper flow gone is not in this file.' })
})
