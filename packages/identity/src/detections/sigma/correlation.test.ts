import type { Json, JsonObject } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { startDetectionEngine, type DetectionEngine } from '../detection-engine.ts'
import { logEventOf } from '../testing/log-event-of.ts'
import { loadSigma } from './load-sigma.ts'

const noon = Date.parse('2026-01-01T12:00:00Z')

function engineOf(documents: readonly JsonObject[]): DetectionEngine {
  const text = documents.map((document) => JSON.stringify(document)).join('\n---\n')
  const { detections, reports } = loadSigma([{ file: 'rules.yml', text }])
  expect(reports.filter(({ status }) => status !== 'loaded')).toEqual([])
  return startDetectionEngine(detections)
}

/** A rule for one event type, named after it. */
function rule(name: string): JsonObject {
  return {
    title: name,
    name,
    logsource: { product: 'okta' },
    detection: { selection: { eventType: name }, condition: 'selection' },
  }
}

function correlation(correlated: JsonObject, name = 'correlated'): JsonObject {
  return { title: name, name, level: 'high', correlation: correlated }
}

/** Lets events happen, each so many minutes after noon; says after how many minutes it fired. */
function run(
  engine: DetectionEngine,
  events: readonly [minutes: number, paths: Readonly<Record<string, Json>>][],
): number[] {
  return events.flatMap(([minutes, paths]) => {
    const published = new Date(noon + minutes * 60_000).toISOString()
    return engine
      .observe(logEventOf({ published, ...paths }))
      .filter(({ continues }) => !continues)
      .map(() => minutes)
  })
}

const fail = (user: string, app = 'app'): Readonly<Record<string, Json>> => ({
  eventType: 'fail',
  'actor.id': user,
  app,
})

describe('event_count', () => {
  const documents = [
    rule('fail'),
    correlation({
      type: 'event_count',
      rules: ['fail'],
      'group-by': ['actor.id'],
      timespan: '10m',
      condition: { gte: 3 },
    }),
  ]

  test('counts each group for itself, within a time that slides', () => {
    const engine = engineOf(documents)
    const events: [number, ReturnType<typeof fail>][] = [
      [0, fail('a')],
      [1, fail('b')],
      [9, fail('a')],
      [12, fail('a')],
      [18, fail('a')],
    ]
    expect(run(engine, events)).toEqual([18])
  })

  test('what goes on is told as going on, once', () => {
    const engine = engineOf(documents)
    const found = [0, 1, 2, 3].flatMap((minutes) =>
      engine.observe(
        logEventOf({ ...fail('a'), published: new Date(noon + minutes * 60_000).toISOString() }),
      ),
    )
    expect(
      found.map(({ continues, evidence, uuids }) => [continues, evidence['count'], uuids.length]),
    ).toEqual([
      [false, 3, 3],
      [true, 4, 4],
    ])
  })

  test('order of arrival and duplicates change nothing', () => {
    const events = [8, 0, 4].map((minutes) =>
      logEventOf({ ...fail('a'), published: new Date(noon + minutes * 60_000).toISOString() }),
    )
    const engine = engineOf(documents)
    const found = [...events, ...events].flatMap((event) => engine.observe(event))
    expect(found).toMatchObject([{ evidence: { count: 3 } }])
  })

  test('few enough is only known when the time is over', () => {
    const engine = engineOf([
      rule('fail'),
      correlation({
        type: 'event_count',
        rules: ['fail'],
        'group-by': ['actor.id'],
        timespan: '10m',
        condition: { gt: 1, lte: 2 },
      }),
    ])
    run(engine, [
      [0, fail('a')],
      [1, fail('a')],
      [0, fail('b')],
      [1, fail('b')],
      [2, fail('b')],
    ])
    expect(engine.passTo(noon + 5 * 60_000)).toEqual([])
    expect(engine.passTo(noon + 11 * 60_000)).toMatchObject([{ key: '["a"]', evidence: { count: 2 } }])
    expect(engine.passTo(noon + 60 * 60_000)).toEqual([])
  })
})

test('value_count counts different values of a field', () => {
  const engine = engineOf([
    rule('fail'),
    correlation({
      type: 'value_count',
      rules: ['fail'],
      'group-by': ['app'],
      timespan: '1h',
      condition: { field: 'actor.id', gte: 2 },
    }),
  ])
  expect(
    run(engine, [
      [0, fail('a')],
      [1, fail('a')],
      [2, fail('b', 'other')],
      [3, fail('b')],
    ]),
  ).toEqual([3])
})

test.each([
  ['value_sum', { field: 'size', gt: 15 }, [2]],
  ['value_avg', { field: 'size', gt: 6 }, [2]],
  ['value_percentile', { field: 'size', percentile: 50, gte: 6 }, [2]],
])('%s', (type, condition, expected) => {
  const engine = engineOf([
    rule('read'),
    correlation({ type, rules: ['read'], 'group-by': ['actor.id'], timespan: '1h', condition }),
  ])
  const events = [4, 6, 10].map((size, index): [number, Readonly<Record<string, Json>>] => [
    index,
    { eventType: 'read', size },
  ])
  expect(run(engine, events)).toEqual(expected)
})

describe('temporal', () => {
  const of = (type: string): JsonObject[] => [
    rule('first'),
    rule('second'),
    correlation({ type, rules: ['first', 'second'], 'group-by': ['actor.id'], timespan: '5m' }),
  ]
  const first = { eventType: 'first' }
  const second = { eventType: 'second' }

  test('temporal takes any order, and no other group', () => {
    expect(
      run(engineOf(of('temporal')), [
        [0, second],
        [4, first],
      ]),
    ).toEqual([4])
    expect(
      run(engineOf(of('temporal')), [
        [0, second],
        [6, first],
      ]),
    ).toEqual([])
    expect(
      run(engineOf(of('temporal')), [
        [0, second],
        [1, { ...first, 'actor.id': 'other' }],
      ]),
    ).toEqual([])
  })

  test('temporal_ordered takes the order of the rules', () => {
    expect(
      run(engineOf(of('temporal_ordered')), [
        [0, second],
        [4, first],
      ]),
    ).toEqual([])
    expect(
      run(engineOf(of('temporal_ordered')), [
        [0, first],
        [4, second],
      ]),
    ).toEqual([4])
    expect(
      run(engineOf(of('temporal_ordered')), [
        [4, second],
        [0, first],
      ]),
    ).toEqual([0])
  })
})

test('aliases group different fields of different rules', () => {
  const engine = engineOf([
    rule('reset'),
    rule('login'),
    correlation({
      type: 'temporal_ordered',
      rules: ['reset', 'login'],
      'group-by': ['who'],
      timespan: '1h',
      aliases: { who: { reset: 'target.id', login: 'actor.id' } },
    }),
  ])
  expect(
    run(engine, [
      [0, { eventType: 'reset', 'actor.id': 'admin', target: [{ id: 'ann' }] }],
      [1, { eventType: 'login', 'actor.id': 'admin' }],
      [2, { eventType: 'login', 'actor.id': 'ann' }],
    ]),
  ).toEqual([2])
})

test('a correlation counts the alerts of another, which then raises none that people see', () => {
  const documents = [
    rule('fail'),
    rule('login'),
    correlation(
      {
        type: 'event_count',
        rules: ['fail'],
        'group-by': ['actor.id'],
        timespan: '5m',
        condition: { gte: 3 },
      },
      'many_fails',
    ),
    correlation(
      { type: 'temporal_ordered', rules: ['many_fails', 'login'], 'group-by': ['actor.id'], timespan: '1h' },
      'break_in',
    ),
  ]
  const engine = engineOf(documents)
  const found = [0, 1, 2, 3].flatMap((minutes) =>
    engine.observe(
      logEventOf({
        eventType: minutes === 3 ? 'login' : 'fail',
        published: new Date(noon + minutes * 60_000).toISOString(),
      }),
    ),
  )
  expect(found.map(({ detection }) => [detection.title, detection.silent === true])).toEqual([
    ['many_fails', true],
    ['break_in', false],
  ])
})

test.each<[JsonObject, RegExp]>([
  [{ type: 'event_count', rules: ['fail'], timespan: '10x', condition: { gte: 1 } }, /no timespan/],
  [{ type: 'event_count', rules: ['fail'], timespan: '10m' }, /needs a condition/],
  [{ type: 'value_count', rules: ['fail'], timespan: '10m', condition: { gte: 1 } }, /needs "field"/],
  [
    { type: 'event_count', rules: ['nobody'], timespan: '10m', condition: { gte: 1 } },
    /in none of the files/,
  ],
  [
    { type: 'event_count', rules: ['correlated'], timespan: '10m', condition: { gte: 1 } },
    /refers to itself/,
  ],
  [{ type: 'near', rules: ['fail'], timespan: '10m' }, /not as Sigma 2 has it/],
])('%j is rejected', (correlated, reason) => {
  const text = [rule('fail'), correlation(correlated)]
    .map((document) => JSON.stringify(document))
    .join('\n---\n')
  const { reports } = loadSigma([{ file: 'rules.yml', text }])
  expect(reports.filter(({ status }) => status === 'rejected')).toMatchObject([
    { title: 'correlated', reason: expect.stringMatching(reason) },
  ])
})
