import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'
import { body, card, exportText, start } from './testing/build-export.ts'

const custom = { custom: true }

function read(flow: Record<string, unknown>) {
  const [found] = readFlopack(exportText({ flows: { a: flow } })).flows
  if (found === undefined) throw new Error('The export has a flow.')
  return found
}

test('an endpoint names the parts of the request; whole parts are read from the trigger', () => {
  const fields = {
    'raw/headers': { type: 'object' },
    'raw/body': {},
    'body/user id': custom,
    'query/id': custom,
  }
  const found = read({
    ...body([
      card('in', 'http.accept', {
        inputs: fields,
        outputs: fields,
        pins: [
          'raw/headers -> ret.h',
          'raw/body -> ret.b : parse',
          'body/user id -> ret.u',
          'query/id -> ret.q',
        ],
      }),
      card('ret', 'control.return', {
        inputs: { h: { ...custom, type: 'object' }, b: { ...custom, type: 'object' }, u: custom, q: custom },
      }),
    ]),
    security_level: 'medium',
  })
  expect(found.kind).toBe('endpoint')
  expect(found.document.trigger).toEqual({
    endpoint: { security: 'client-token' },
    inputs: [
      { key: 'user id', type: 'text', in: 'body' },
      { key: 'id', type: 'text', in: 'query' },
    ],
  })
  expect(found.document.steps).toMatchObject([
    {
      return: {
        h: { ref: 'trigger.headers' },
        b: { ref: 'trigger.body', as: 'object' },
        u: { ref: 'trigger.inputs["user id"]' },
        q: { ref: 'trigger.inputs.id' },
      },
    },
  ])
})

test('open endpoints are public, and two parts of one name stay apart', () => {
  const fields = { 'body/id': custom, 'headers/id': custom }
  const found = read({
    ...body([
      card('in', 'http.accept', {
        inputs: fields,
        outputs: fields,
        pins: ['body/id -> ret.b', 'headers/id -> ret.h'],
      }),
      card('ret', 'control.return', { inputs: { b: custom, h: custom } }),
    ]),
    security_level: 'open',
  })
  expect(found.document.trigger).toMatchObject({
    endpoint: { security: 'public' },
    inputs: [{ key: 'id', in: 'body' }],
  })
  expect(found.document.steps).toMatchObject([
    { return: { b: { ref: 'trigger.inputs.id' }, h: { ref: 'trigger.headers.id' } } },
  ])
  expect(found.cards[0]).toMatchObject({ verdict: 'adapted' })
})

test('a schedule keeps its cron fields and time zone, and the time of the tick', () => {
  const time = { 'context/execution_time': {} }
  const found = read({
    ...body([
      card('in', 'control.callable', {
        inputs: time,
        outputs: time,
        pins: ['context/execution_time -> ret.t'],
      }),
      card('ret', 'control.return', { inputs: { t: custom } }),
    ]),
    cron: {
      seconds: '00',
      minutes: '30',
      hours: '9',
      dayOfTheMonth: '*',
      month: '*',
      dayOfTheWeek: '1-5',
      timeZone: 'US/Pacific',
    },
  })
  expect(found.kind).toBe('scheduled')
  expect(found.document.trigger).toEqual({ schedule: { cron: '30 9 * * 1-5', timeZone: 'US/Pacific' } })
  expect(found.document.steps).toMatchObject([{ return: { t: { ref: 'execution.startedAt' } } }])
})

test.each([
  [
    { minutes: '0,15,30', hours: '8-18/2', dayOfTheMonth: '1,15', month: '3-12/3', dayOfTheWeek: '0,4' },
    '0,15,30 8-18/2 1,15 3-12/3 0,4',
  ],
  [
    { minutes: '*/5', hours: '1, 2', dayOfTheMonth: '', month: '*', dayOfTheWeek: 'MON-FRI' },
    '*/5 1,2 * * MON-FRI',
  ],
])('the schedule %j is %s', (cron, expression) => {
  const found = read({ ...body([start()]), cron: { seconds: '00', ...cron, timeZone: 'Asia/Calcutta' } })
  expect(found.document.trigger).toEqual({ schedule: { cron: expression, timeZone: 'Asia/Calcutta' } })
})

test.each([
  ['US/Pacific', 'US/Pacific', undefined],
  ['GMT', 'GMT', undefined],
  [
    'America/Pacific',
    'America/Los_Angeles',
    'There is no time zone "America/Pacific"; it became "America/Los_Angeles".',
  ],
  [
    'Mars/Base',
    'Mars/Base',
    'There is no time zone "Mars/Base"; it fails until you choose one, such as "UTC".',
  ],
])('a schedule in the zone %s', (timeZone, zone, reason) => {
  const found = read({ ...body([start()]), cron: { minutes: '0', hours: '9', timeZone } })
  expect(found.document.trigger).toEqual({ schedule: { cron: '0 9 * * *', timeZone: zone } })
  expect(found.cards[0]?.reason).toBe(reason)
})

test('a delegated flow has a form; a flow without an event is started by a person', () => {
  const fields = { 'inputs/Reason': { ...custom, label: 'Why' }, 'user context/okta-user-id': {} }
  const delegated = read(
    body([
      card('in', 'http.delegated', {
        inputs: fields,
        outputs: fields,
        pins: ['user context/okta-user-id -> ret.u'],
      }),
      card('ret', 'control.return', { inputs: { u: custom } }),
    ]),
  )
  expect(delegated.document.trigger).toEqual({
    delegated: true,
    inputs: [{ key: 'Reason', type: 'text', title: 'Why' }],
  })
  expect(delegated.document.steps).toMatchObject([{ return: { u: { ref: 'trigger.okta-user-id' } } }])
  expect(read(body([card('in', 'control.noop')])).document.trigger).toEqual({ manual: true })
})

test('all four versions are read, with folders, tables and an unsaved flow', () => {
  for (const version of ['1.2.0', '1.3.0', '1.4.0', '1.5.0']) {
    const reading = readFlopack(
      exportText({
        version,
        flows: { a: { ...body([start()]), group: 'inner', log: false } },
        groups: {
          outer: { id: 'outer', data: { name: 'Outer', path: '' } },
          inner: { id: 'inner', data: { name: 'Inner', path: 'outer' } },
        },
        tables: {
          t: {
            name: 'Log',
            data: {
              class: 'simple',
              structure: [
                { name: 'Row Name', type: 'str', default: '' },
                { name: 'done', type: 'bln', default: 'false' },
              ],
            },
          },
        },
      }),
    )
    expect(reading.flows[0]).toMatchObject({ folder: 'inner', document: { saveData: false } })
    expect(reading.folders).toEqual([
      { sourceId: 'outer', name: 'Outer', parent: null },
      { sourceId: 'inner', name: 'Inner', parent: 'outer' },
    ])
    expect(reading.tables).toEqual([
      {
        sourceId: 't',
        name: 'Log',
        columns: [
          { name: 'Row Name', type: 'text', default: null },
          { name: 'done', type: 'boolean', default: false },
        ],
      },
    ])
  }
})

test('flows of a file without folders go into one named after the file', () => {
  const reading = readFlopack(exportText({ flows: { a: body([start()]) } }), {
    fileName: 'dir/My export.flopack',
  })
  expect(reading.folders).toEqual([{ sourceId: 'file', name: 'My export', parent: null }])
  expect(reading.flows[0]?.folder).toBe('file')
})
