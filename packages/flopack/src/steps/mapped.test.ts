import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { body, card, exportText, start } from '../testing/build-export.ts'

const custom = { custom: true }
const object = { type: 'object' }
const list = { type: 'object', list: true }

type File = Omit<Parameters<typeof exportText>[0], 'flows'>

function readOne(
  cards: Record<string, unknown>[],
  file: File = {},
  helpers: Record<string, Record<string, unknown>> = {},
) {
  const reading = readFlopack(exportText({ ...file, flows: { a: body(cards), ...helpers } }))
  const [flow] = reading.flows
  if (flow === undefined) throw new Error('The export has a flow.')
  return { ...flow, reading, steps: flow.document.steps }
}

test('function cards: fields renamed, unset ones left out, outputs by their new names', () => {
  const { steps } = readOne([
    start({ l: { ...list, custom: true } }, ['l -> s.list']),
    card('s', 'list.sortBy', {
      inputs: { list, path: {} },
      outputs: { 'sorted list': list },
      pins: ['sorted list -> ret.x'],
    }),
    card('ret', 'control.return', { inputs: { x: { ...list, custom: true } } }),
  ])
  expect(steps).toMatchObject([
    { id: 'sortBy', use: 'list.sort_by', with: { list: { ref: 'trigger.l' } } },
    { return: { x: { ref: 'sortBy.sorted' } } },
  ])
})

test('fields of the author are gathered: as an object, as a list after the fixed ones, as paths', () => {
  const { steps } = readOne([
    start({ t: custom }, ['t -> c.text 2']),
    card('o', 'object.construct', {
      inputs: { 'a b': { ...custom, data: '' }, n: { ...custom, type: 'number', data: 2 } },
      outputs: { output: object },
      pins: ['output -> p.object'],
    }),
    card('c', 'string.concat', {
      inputs: { 'text 2': { ...custom, index: 9 }, string1: { data: 'x' }, string2: {} },
    }),
    card('p', 'object.pick', { inputs: { object }, outputs: { 'a.b': custom }, pins: ['a.b -> ret.x'] }),
    card('ret', 'control.return', { inputs: { x: custom } }),
  ])
  expect(steps).toMatchObject([
    { use: 'object.construct', with: { fields: { 'a b': '', n: 2 } } },
    { use: 'text.concat', with: { texts: ['x', '', { ref: 'trigger.t' }] } },
    { use: 'object.get_multiple', with: { object: { ref: 'construct.output' }, paths: { 'a.b': 'a.b' } } },
    { return: { x: { ref: 'pick["a.b"]', as: 'text' } } },
  ])
})

test('a time zone that never was is corrected where it is a constant; one that arrives is left alone', () => {
  const format = (zone: string, pins: string[] = []) =>
    readOne([
      start({ z: custom }, pins),
      card('f', 'date.format', { inputs: { start: { type: 'Date' }, format: {}, zone: { data: zone } } }),
    ])
  const known = format(' america/pacific ')
  expect(known.steps).toMatchObject([{ with: { zone: 'America/Los_Angeles' } }])
  expect(known.cards.at(-1)).toMatchObject({
    verdict: 'adapted',
    reason: expect.stringContaining('became "America/Los_Angeles"') as string,
  })
  const unknown = format('Mars/Base')
  expect(unknown.steps).toMatchObject([{ with: { zone: 'Mars/Base' } }])
  expect(unknown.cards.at(-1)).toMatchObject({
    verdict: 'adapted',
    reason: expect.stringContaining('fails until you choose one') as string,
  })
  const pinned = format('America/Pacific', ['z -> f.zone'])
  expect(pinned.steps).toMatchObject([{ with: { zone: { ref: 'trigger.z' } } }])
  expect(pinned.cards.at(-1)).toMatchObject({ verdict: 'exact' })
})

test('comparisons of function cards are translated, with the declared type', () => {
  const { steps } = readOne([
    start(),
    card('c', 'boolean.compare', {
      inputs: {
        'left-operand': { type: 'number', data: 1 },
        operator: { data: "doesn't have" },
        'right-operand': { type: 'number', data: 2 },
      },
    }),
  ])
  expect(steps).toMatchObject([
    { use: 'boolean.compare', with: { left: 1, operator: 'does not have key', right: 2, type: 'number' } },
  ])
})

test('cards nobody knows keep their place and their fields', () => {
  const { steps, cards } = readOne([
    start(),
    card('k', 'http:strange_0123.doIt_x', {
      inputs: { 'Group/key': { data: 'value' }, 'parameters/o': { data: 'p' } },
    }),
  ])
  expect(steps).toMatchObject([
    {
      id: 'doItX',
      unsupported: { card: 'strange_0123.doIt_x', with: { 'Group/key': 'value', 'parameters/o': 'p' } },
    },
  ])
  expect(cards.map(({ verdict }) => verdict)).toEqual(['exact', 'unsupported'])
})

test('actions: options choose the variant, groups become records, accounts have logical names', () => {
  const { steps, reading } = readOne(
    [
      start({ id: custom }, ['id -> u.User/ID', 'id -> u.Profile/nick name']),
      card('r', 'http:okta.hTTPRequest', {
        config: 'c1',
        inputs: {
          'parameters/requestType': { data: 'GET', option: true },
          'Request/Relative URL': { data: '/api/v1/users' },
        },
      }),
      card('u', 'http:okta.updateUser', {
        config: 'c2',
        inputs: {
          'parameters/updateSemantics': { data: 'POST', option: true },
          'User/ID': {},
          'Profile/nick name': {},
          'Profile/unset': {},
        },
      }),
    ],
    {
      configs: {
        c1: { id: 'c1', name: 'Prod org', module: 'okta', data: null },
        c2: { name: 'Test', module: 'okta' },
      },
    },
  )
  expect(steps).toMatchObject([
    { use: 'okta.custom_api_read', connection: 'okta-prod-org', with: { path: '/api/v1/users' } },
    {
      use: 'okta.update_user',
      connection: 'okta-test',
      with: { mode: 'partial', user: { ref: 'trigger.id' }, profile: { 'nick name': { ref: 'trigger.id' } } },
    },
  ])
  expect(reading.connections).toEqual([
    { name: 'okta-prod-org', connector: 'okta', label: 'Prod org', usedBy: ['a'] },
    { name: 'okta-test', connector: 'okta', label: 'Test', usedBy: ['a'] },
  ])
})

test('a card that lost its account shares the only one of its connector', () => {
  const suspend = (uuid: string, config: Record<string, string>) =>
    card(uuid, 'http:okta.suspendUser', { ...config, inputs: { 'User/id': { data: 'x' } } })
  const { steps, reading } = readOne([start(), suspend('a', {}), suspend('b', { config: 'c' })], {
    configs: { c: { name: 'My org', module: 'okta' } },
  })
  expect(steps).toMatchObject([{ connection: 'okta' }, { connection: 'okta' }])
  expect(reading.connections).toEqual([{ name: 'okta', connector: 'okta', label: 'My org', usedBy: ['a'] }])
})

const table = { 'parameters/stash': { data: 't', option: true } }
const tables = { t: { name: 'T', data: { structure: [{ name: 'key', type: 'str', default: '' }] } } }

test('table searches: conditions with constants and values of other cards; deleted columns are left out', () => {
  const { steps, reading } = readOne(
    [
      start({ k: custom }, ['k -> s._expr/out']),
      card('s', 'http:stash.searchRows2', {
        inputs: {
          ...table,
          'parameters/resultSet': { data: 'one', option: true },
          'Filter/Where Expression': {
            ...object,
            data: {
              expr: [
                { lhs: 'key', op: '=', join: 'OR', rhs: 'fixed' },
                { lhs: 'key', op: '!=', join: 'AND', rhd: { methodId: 'start', outputId: 'out' } },
              ],
            },
          },
          '_expr/out': {},
        },
        outputs: { 'Fields/key': {}, 'Row/Row ID': {} },
        pins: ['Fields/key -> c.Fields/key', 'Row/Row ID -> c.Fields/gone'],
      }),
      card('c', 'http:stash.createRow', { inputs: { ...table, 'Fields/key': {}, 'Fields/gone': {} } }),
    ],
    { tables },
  )
  expect(steps).toMatchObject([
    {
      use: 'tables.search_rows',
      with: {
        table: 't',
        resultSet: 'one',
        where: [
          { column: 'key', operator: '=', value: 'fixed', join: 'OR' },
          { column: 'key', operator: '!=', value: { ref: 'trigger.k' }, join: 'AND' },
        ],
      },
    },
    {
      use: 'tables.create_row',
      with: { table: 't', values: { key: { ref: 'searchRows2.values.key', as: 'text' } } },
    },
  ])
  expect(steps[0]).not.toHaveProperty('connection')
  expect(reading.report.files[0]?.warnings.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      'The table has no column "gone"; the value is left out.',
      'The table "T" comes with its columns but without rows.',
    ]),
  )
})

test('a search is not sorted by a column that is gone', () => {
  const search = (column: string) =>
    readOne(
      [
        start(),
        card('s', 'http:stash.searchRows2', {
          inputs: {
            ...table,
            'parameters/resultSet': { data: 'all', option: true },
            'Sort/Column': { data: column },
          },
        }),
      ],
      { tables },
    )
  expect(search('Created').steps[0]).toMatchObject({ with: { orderBy: 'Created' } })
  const { steps, reading } = search('gone')
  expect(steps[0]).not.toHaveProperty('with.orderBy')
  expect(reading.report.files[0]?.warnings.map(({ message }) => message)).toContain(
    'The table has no column "gone"; the rows come in no particular order.',
  )
})

test('empty inputs of Update Row mean something only where the author says so', () => {
  const update = (uuid: string, options: Record<string, { data: string; option: boolean }>) =>
    card(uuid, 'http:stash.updateRow', {
      inputs: {
        'parameters/stash': { data: 't', option: true },
        ...options,
        'Update By/Row ID': { data: 'r1' },
        'Fields/key': {},
        'Fields/other': { data: 'x' },
      },
    })
  const option = (data: string) => ({ 'parameters/updateEmptyInputs': { data, option: true } })
  const { steps } = readOne([start(), update('a', option('Yes')), update('b', option('No')), update('c', {})])
  const at = { table: 't', rowId: 'r1' }
  expect(steps).toMatchObject([
    { use: 'tables.update_row', with: { ...at, emptyValues: 'clear', values: { key: '', other: 'x' } } },
    { with: { ...at, emptyValues: 'keep', values: { other: 'x' } } },
    { with: { ...at, values: { other: 'x' } } },
  ])
  expect(steps[2]).not.toHaveProperty('with.emptyValues')
})

const search = (pins: string[], inputs = {}) =>
  card('s', 'http:okta.listUsersWithSearch', {
    title: 'Users',
    inputs: { 'parameters/resultSet': { data: 'All Matching Records', option: true }, ...inputs },
    outputs: { 'Result/Users': list, 'Result/Records Streamed': { type: 'number' } },
    pins,
  })
const helper = body([
  start({ Record: { ...object, ...custom }, State: { ...object, ...custom }, login: custom }),
])

test('items of a record list are read by the names the action gives them', () => {
  const { steps } = readOne(
    [
      start(),
      search(['Result/Users -> p.list', 'Result/Users -> e.list']),
      card('p', 'list.pluck', { inputs: { list, key: { data: 'Raw Output.profile.login' } } }),
      card('e', 'list.each', {
        title: 'Each',
        inputs: {
          list,
          flo: { type: 'flo', data: 'h' },
          login: { ...custom, proxy: { dynamic: true, path: 'First Name', dest: {} } },
        },
      }),
    ],
    {},
    { h: helper },
  )
  expect(steps).toMatchObject([
    { id: 'users', use: 'okta.list_users' },
    { use: 'list.pluck', with: { list: { ref: 'users.users' }, key: 'raw.profile.login' } },
    {
      forEach: { ref: 'users.users' },
      do: [{ call: 'h', with: { login: { ref: 'each.item.profile.firstName' } } }],
    },
  ])
})

test('rows of a table passed as they are get the names of the export back', () => {
  const { steps } = readOne(
    [
      start(),
      card('s', 'http:stash.searchRows2', {
        title: 'Rows',
        inputs: { ...table, 'parameters/resultSet': { data: 'all', option: true } },
        outputs: { 'Result/Rows': list },
        pins: ['Result/Rows -> e.list'],
      }),
      card('e', 'list.each', {
        title: 'Each',
        inputs: {
          list,
          flo: { type: 'flo', data: 'h' },
          Record: { ...custom, ...object, proxy: { dynamic: true, path: '', dest: {} } },
        },
      }),
    ],
    { tables },
    { h: helper },
  )
  expect(steps[1]).toMatchObject({
    do: [
      {
        id: 'mergeRecord',
        use: 'object.merge',
        with: { objects: [{ ref: 'each.item.values' }, { 'Row ID': { ref: 'each.item.rowId' } }] },
      },
      { call: 'h', with: { Record: { ref: 'mergeRecord.output' } } },
    ],
  })
})

test('streaming becomes a loop over the records, with what the author passes along', () => {
  const { steps, cards } = readOne(
    [
      start({ t: custom }, ['t -> s.Streaming/mark']),
      search(['Result/Records Streamed -> ret.n'], {
        'parameters/resultSet': { data: 'Stream Matching Records', option: true },
        'Streaming/Flow': { type: 'flo', data: 'h' },
        'Streaming/mark': custom,
        'Streaming/Record Limit': { type: 'number', data: 500 },
      }),
      card('ret', 'control.return', { inputs: { n: { ...custom, type: 'number' } } }),
    ],
    {},
    { h: helper },
  )
  expect(steps).toMatchObject([
    {
      id: 'users',
      stream: { use: 'okta.list_users', connection: 'okta', with: { limit: 500 } },
      do: [
        {
          call: 'h',
          with: {
            Record: { Login: { ref: 'users.item.profile.login' } },
            State: { mark: { ref: 'trigger.t' } },
          },
        },
      ],
    },
    { return: { n: { ref: 'users.count' } } },
  ])
  expect(cards.every(({ verdict }) => verdict === 'exact')).toBe(true)
})
