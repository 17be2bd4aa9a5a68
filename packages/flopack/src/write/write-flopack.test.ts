import { InputError } from '@keyway/sdk'
import type { Flow, Step, Trigger } from '@keyway/engine'
import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { writeFlopack, type FlopackContext } from './write-flopack.ts'

const nothing: FlopackContext = { tables: [], folders: [], connections: [] }
const okta = { name: 'okta', connector: 'okta', label: 'Production' }

function flow(steps: Step[], trigger: Trigger = { helper: true }): Flow {
  return { keyway: 1, name: 'Example', trigger, steps }
}

function again(document: Flow, context = nothing): Flow | undefined {
  return readFlopack(writeFlopack([{ id: 'one', document }], context).text).flows[0]?.document
}

function refusal(steps: Step[], trigger?: Trigger): string {
  try {
    writeFlopack([{ id: 'one', document: flow(steps, trigger) }], nothing)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as InputError).message
  }
  return 'written'
}

test('an export has the format and holds what flows refer to', () => {
  const context: FlopackContext = {
    connections: [okta],
    folders: [
      { sourceId: 'outer', name: 'Outer', parent: null },
      { sourceId: 'inner', name: 'Inner', parent: 'outer' },
    ],
    tables: [{ sourceId: 't', name: 'People', columns: [{ name: 'Since', type: 'date', default: null }] }],
  }
  const steps: Step[] = [
    { id: 'user', title: 'User', use: 'okta.read_user', connection: 'okta', with: { user: 'lin@acme.test' } },
    {
      id: 'row',
      title: 'Row',
      use: 'tables.create_row',
      with: { table: 't', values: { Since: { ref: 'user.created' } } },
    },
  ]
  const { text } = writeFlopack([{ id: 'one', document: flow(steps), folder: 'inner' }], context)
  expect(JSON.parse(text)).toMatchObject({
    type: 'flopack',
    version: '1.5.0',
    flags: { 'auto-transform': true, looseBooleans: true, looseStrings: true, looseNulls: true },
  })
  expect(text).not.toContain('checksum')
  expect(writeFlopack([{ id: 'one', document: flow(steps), folder: 'inner' }], context).text).toBe(text)
  const { flows, folders, tables, connections } = readFlopack(text)
  expect(connections).toMatchObject([{ name: 'okta', connector: 'okta', label: 'Production' }])
  expect(tables).toMatchObject([{ name: 'People', columns: context.tables[0]?.columns }])
  expect(folders).toMatchObject([
    { name: 'Outer', parent: null },
    { name: 'Inner', parent: folders[0]?.sourceId },
  ])
  expect(flows[0]?.folder).toBe(folders[1]?.sourceId)
  const [user, row] = flows[0]?.document.steps ?? []
  expect(user).toEqual(steps[0])
  expect(row).toMatchObject({
    with: { table: tables[0]?.sourceId, values: { Since: { ref: 'user.created' } } },
  })
})

test('flows call each other by id or by name', () => {
  const helper = { ...flow([{ title: 'Return', return: { sum: 1 } }]), name: 'Helper' }
  const caller = flow([
    { id: 'byId', title: 'By id', call: 'h' },
    { id: 'byName', title: 'By name', call: 'Helper', async: false },
  ])
  const { text } = writeFlopack(
    [
      { id: 'c', document: caller },
      { id: 'h', document: helper },
    ],
    nothing,
  )
  const { flows } = readFlopack(text)
  const id = flows[1]?.sourceId
  expect(flows[0]?.document.steps).toMatchObject([{ call: id }, { call: id }])
  expect(refusal([{ call: 'elsewhere' }])).toContain('"elsewhere", which is not part of the export')
})

test('a template outside of Compose gets a card of its own', () => {
  const steps: Step[] = [
    { id: 'now', title: 'Now', use: 'date.now' },
    { id: 'cut', title: 'Cut', use: 'text.trim', with: { text: 'at {{ now.iso }}' } },
    { title: 'Return', return: { all: { day: { ref: 'now.day' } } } },
  ]
  expect(again(flow(steps))?.steps).toEqual([
    steps[0],
    { id: 'compose', title: 'Compose', use: 'text.compose', with: { text: 'at {{ now.iso }}' } },
    { id: 'cut', title: 'Cut', use: 'text.trim', with: { text: { ref: 'compose.output' } } },
    {
      id: 'construct',
      title: 'Construct',
      use: 'object.construct',
      with: { fields: { day: { ref: 'now.day' } } },
    },
    { title: 'Return', return: { all: { ref: 'construct.output' } } },
  ])
})

test('text that looks like a placeholder stays text', () => {
  const steps: Step[] = [
    { id: 'now', title: 'Now', use: 'date.now' },
    { id: 'text', title: 'Text', use: 'text.compose', with: { text: { const: 'a {{b}} {{{c}}}' } } },
    { id: 'both', title: 'Both', use: 'text.compose', with: { text: '{ {{ now.iso }} }' } },
  ]
  expect(again(flow(steps))?.steps).toEqual(steps)
})

test('values reach into nested lanes and out again', () => {
  const steps: Step[] = [
    { id: 'now', title: 'Now', use: 'date.now' },
    {
      id: 'attempt',
      title: 'Attempt',
      try: [
        {
          id: 'choice',
          title: 'Choice',
          if: { value: { ref: 'now.day' }, is: 'greater than', to: 15, type: 'number' },
          then: [{ title: 'Return', return: { half: 'second' }, from: 'choice' }],
          elseIf: [
            {
              if: { value: { ref: 'trigger.why' }, is: 'is empty', type: 'text' },
              then: [{ title: 'Return', return: { half: { ref: 'now.month' } }, from: 'choice' }],
            },
          ],
          else: [{ title: 'Return', return: { half: 'first' }, from: 'choice' }],
        },
        { title: 'Return', return: { half: { ref: 'choice.half' } }, from: 'attempt' },
      ],
      catch: [
        { title: 'Return', return: { half: { ref: 'attempt.error.message', as: 'text' } }, from: 'attempt' },
      ],
    },
    { title: 'Return', return: { half: { ref: 'attempt.half' } } },
  ]
  const document = flow(steps, { helper: true, inputs: [{ key: 'why', type: 'text' }] })
  expect(again(document)).toEqual(document)
})

test('else-if lanes that end the flow become nested Ifs', () => {
  const is = (to: string) => ({ value: { ref: 'trigger.a' }, is: 'equal to', to, type: 'text' }) as const
  const end = (n: number): Step => ({ title: 'Return', return: { n } })
  const trigger: Trigger = { helper: true, inputs: [{ key: 'a', type: 'text' }] }
  const steps: Step[] = [
    {
      title: 'Which',
      if: is('1'),
      then: [end(1)],
      elseIf: [{ if: is('2'), then: [end(2)] }],
      else: [end(3)],
    },
  ]
  expect(again(flow(steps, trigger))?.steps).toEqual([
    { title: 'Which', if: is('1'), then: [end(1)], else: [{ if: is('2'), then: [end(2)], else: [end(3)] }] },
  ])
})

test('a condition with several comparisons is computed first', () => {
  const is = (to: string) => ({ value: { ref: 'trigger.a' }, is: 'equal to', to, type: 'text' }) as const
  const trigger: Trigger = { helper: true, inputs: [{ key: 'a', type: 'text' }] }
  const compare = (id: string, right: string) => ({
    id,
    title: 'Compare',
    use: 'boolean.compare',
    with: { left: { ref: 'trigger.a' }, operator: 'equal to', right, type: 'text' },
  })
  expect(again(flow([{ title: 'Go on', continueIf: { any: [is('1'), is('2')] } }], trigger))?.steps).toEqual([
    compare('compare', '1'),
    compare('compare2', '2'),
    {
      id: 'or',
      title: 'Or',
      use: 'boolean.or',
      with: { values: [{ ref: 'compare.result' }, { ref: 'compare2.result' }] },
    },
    {
      title: 'Go on',
      continueIf: { value: { ref: 'or.output' }, is: 'equal to', to: true, type: 'boolean' },
    },
  ])
  const single = { title: 'Go on', continueIf: { all: [is('1')] } }
  expect(again(flow([single], trigger))?.steps).toEqual([{ title: 'Go on', continueIf: is('1') }])
})

test('an unsupported card comes back with its fields', () => {
  const steps: Step[] = [
    {
      id: 'lock',
      title: 'Lock',
      unsupported: {
        card: 'kandji.lockDevice',
        reason:
          'Keyway has no connector for kandji yet. Call the API of kandji with the HTTP connector instead.',
        with: { 'Device/ID': { ref: 'trigger.device' }, 'parameters/mode': 'now' },
      },
    },
    { title: 'Return', return: { pin: { ref: 'lock.PIN', as: 'text' } } },
  ]
  const document = flow(steps, { helper: true, inputs: [{ key: 'device', type: 'text' }] })
  const read = again(document)
  expect(read?.steps[0]).toEqual(steps[0])
})

test('what Okta Workflows has no form for is named', () => {
  expect(refusal([{ id: 'x', use: 'jira.create_issue' }])).toContain('No card of Okta Workflows does')
  expect(refusal([{ title: 'R', return: { a: { ref: 'gone.b' } } }])).toContain('the reference "gone.b"')
  expect(refusal([], { manual: true, inputs: [{ key: 'a' }] })).toContain('make it a helper flow')
  expect(refusal([], { event: 'okta.user.session.start' })).toContain(
    'no event card for "okta.user.session.start"',
  )
  expect(refusal([], { schedule: { cron: '0 0 9 * * 1', timeZone: 'UTC' } })).toContain('has 6 fields')
  expect(refusal([{ title: 'Ask', wait: { approval: { question: 'Go on?' } } }])).toContain('step "Ask"')
  const ends: Step = { id: 'each', forEach: [1], do: [{ title: 'Stop', return: { a: 1 } }] }
  expect(refusal([ends])).toContain('step "Stop": It ends the flow from inside the loop "each"')
})
