import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { body, card, exportText, start } from '../testing/build-export.ts'

type Card = Parameters<typeof body>[0][number]

const custom = { custom: true }

function read(cards: Card[], helper: Card[] = [start({ why: custom })]) {
  const { flows } = readFlopack(exportText({ flows: { a: body([start(), ...cards]), h: body(helper) } }))
  const flow = flows.find(({ sourceId }) => sourceId === 'a')
  if (flow === undefined) throw new Error('The export has the flow.')
  return { steps: flow.document.steps, cards: flow.cards }
}

const get = (policy: unknown, flo?: Record<string, unknown>) =>
  card('g', 'http:httpfunctions.get', {
    policy: { ...Object(policy), ...flo },
    inputs: {
      why: { ...custom, error: true, data: 'because' },
      other: { ...custom, error: true, data: 'x' },
    },
    outputs: { 'Response/Body': { type: 'object' }, 'Response/Status Code': { type: 'number' } },
    pins: ['Response/Status Code -> r.status'],
  })
const end = card('r', 'control.return', { inputs: { status: { ...custom, type: 'number' } } })

test('another flow runs with the error before the flow ends with it', () => {
  const { steps, cards } = read([get({ type: 'flo', flo: 'h', retry: 0 }), end])
  expect(steps).toEqual([
    {
      id: 'getOrError',
      try: [
        { id: 'get', title: 'get', use: 'http.get', connection: 'http' },
        { return: { statusCode: { ref: 'get.statusCode' } }, from: 'getOrError' },
      ],
      catch: [
        { call: 'h', with: { why: 'because', error: { ref: 'getOrError.error' } } },
        { fail: { from: 'getOrError' } },
      ],
    },
    { title: 'return', return: { status: { ref: 'getOrError.statusCode' } } },
  ])
  expect(cards[1]).toMatchObject({ verdict: 'exact' })
})

test('a helper with an input called error gets what the author passes', () => {
  const { steps } = read([get({ type: 'flo', flo: 'h' }), end], [start({ error: custom })])
  expect(steps[0]).toMatchObject({ catch: [{ call: 'h', with: {} }, {}] })
})

test('values chosen by the author make the error', () => {
  const message = { ...custom, error: true, data: 'Sorry' }
  const compose = card('c', 'string.trim', { policy: { type: 'return' }, inputs: { string: {}, message } })
  const { steps, cards } = read([compose])
  expect(steps).toMatchObject([
    {
      id: 'trimOrError',
      try: [{ id: 'trim', use: 'text.trim' }],
      catch: [{ fail: { message: 'Sorry', statusCode: { ref: 'trimOrError.error.statusCode' } } }],
    },
  ])
  expect(cards[1]).toMatchObject({ verdict: 'exact' })
})

test('tries of a call go on as its retry, and of a card that only computes they never happened', () => {
  const tried = [
    get({ type: 'finish', retry: 3, delay: 60_000 }),
    get({ type: 'finish', retry: 3, delay: [60_000, 180_000], retryCondition: 'ratelimits' }),
    get({ type: 'flo', flo: 'h', retry: 2 }),
    get({ type: 'finish', retry: 0, delay: 1_000 }),
    card('c', 'string.compose', { policy: { type: 'finish', retry: 3 } }),
  ].map((one, at) => ({ ...one, uuid: `u${at}`, pins: {} }))
  const { steps, cards } = read(tried)
  expect(steps).toMatchObject([
    { retry: { times: 3, waitSeconds: 60 } },
    { retry: { times: 3, waitSeconds: [60, 180] } },
    { try: [{ retry: { times: 2, waitSeconds: 300 } }] },
    {},
    {},
  ])
  expect(steps.slice(3).some((step) => 'retry' in step)).toBe(false)
  expect(cards.filter(({ verdict }) => verdict === 'adapted')).toEqual([])
})

test('unknown helpers and unknown policies are named as adaptations', () => {
  const policies = [{ type: 'flo', flo: 17 }, { type: 'flo', flo: 'gone' }, { type: 'strange' }]
  const composes = policies.map((policy, index) => card(`c${index}`, 'string.compose', { policy }))
  const { steps, cards } = read(composes)
  expect(steps.every((step) => 'use' in step)).toBe(true)
  expect(cards.filter(({ verdict }) => verdict === 'adapted')).toHaveLength(3)
})

test('a card that cannot run gets no handler', () => {
  const unknown = card('u', 'http:strange.doIt', { policy: { type: 'flo', flo: 'h' } })
  expect(read([unknown]).steps).toMatchObject([{ id: 'doIt', unsupported: { card: 'strange.doIt' } }])
})
