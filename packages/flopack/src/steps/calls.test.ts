import type { Step } from '@keyway/engine'
import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { body, card, exportText, start } from '../testing/build-export.ts'

const custom = { custom: true }
const operand = (data: unknown, type = 'string') => ({ type, data })

const readOne = (cards: Record<string, unknown>[], edges?: string[]) => {
  const reading = readFlopack(exportText({ flows: { a: body(cards, edges) } }))
  const [flow] = reading.flows
  if (flow === undefined) throw new Error('The export has a flow.')
  return { ...flow, reading, steps: flow.document.steps }
}
const stepsOf = (cards: Record<string, unknown>[], edges?: string[]): Step[] => readOne(cards, edges).steps
const returns = (fields: Record<string, unknown>) =>
  card('ret', 'control.return', { inputs: fields as never })

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
    advice: expect.stringMatching(/\.$/),
    step: 'each',
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
    {
      id: 'spawn',
      title: 'spawn',
      unsupported: {
        card: 'control.spawn',
        reason: expect.stringMatching(/^The helper flow gone is not in this file\. Export /),
        with: { k: 'v' },
      },
    },
  ])
  expect(cards.at(-1)).toMatchObject({
    card: 'control.spawn',
    title: 'spawn',
    verdict: 'unsupported',
    reason,
    advice: expect.stringContaining('import it together'),
    step: 'spawn',
  })
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
