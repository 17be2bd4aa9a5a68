import type { JsonObject } from '@keyway/sdk'
import { parseFlow, type Step } from '@keyway/engine'
import { describe, expect, test } from 'vitest'
import { readFlopack } from '../../read-flopack.ts'
import { runFlows } from '../../testing/run-flows.ts'
import { writeFlopack } from '../write-flopack.ts'

const item = (path = '') => ({ ref: `loop.item${path}` })
const answer = (values: Record<string, string>): Step => ({
  title: 'Answer',
  return: Object.fromEntries(Object.entries(values).map(([key, ref]) => [key, { ref }])),
})
const trim = (id: string, from: string): Step => ({
  id,
  title: id,
  use: 'text.trim',
  with: { text: { ref: from } },
})
const fail: Step = { fail: { message: 'no name' }, when: { value: item('.name'), is: 'is empty' } }

const cases: [name: string, steps: Step[]][] = [
  [
    'find',
    [
      {
        id: 'loop',
        title: 'Look',
        forEach: { ref: 'trigger.list' },
        first: { value: item('.n'), is: 'greater than', to: 2 },
        do: [],
      },
      answer({ name: 'loop.item.name', at: 'loop.index' }),
    ],
  ],
  [
    'find after steps, leaving turns early',
    [
      {
        id: 'loop',
        forEach: { ref: 'trigger.list' },
        first: { value: { ref: 'name.output' }, is: 'equal to', to: 'b' },
        do: [
          trim('name', 'loop.item.name'),
          { continueIf: { value: item('.n'), is: 'not equal to', to: 2 }, from: 'loop' },
        ],
      },
      answer({ name: 'loop.item.name' }),
    ],
  ],
  [
    'map over steps in place, with values from outside and the index',
    [
      trim('outer', 'trigger.a'),
      {
        id: 'loop',
        title: 'Map',
        forEach: { ref: 'trigger.list' },
        concurrency: 4,
        collect: {
          text: 'no {{ loop.index }} of {{ outer.output }}{{ trigger.a }}: {{ name.output }}',
          n: item('.n'),
        },
        do: [trim('name', 'loop.item.name')],
      },
      answer({ list: 'loop.list' }),
    ],
  ],
  [
    'map that ignores errors',
    [
      {
        id: 'loop',
        forEach: { ref: 'trigger.list' },
        onItemError: 'ignore',
        collect: { ref: 'name.output' },
        do: [fail, trim('name', 'loop.item.name')],
      },
      answer({ list: 'loop.list' }),
    ],
  ],
  [
    'map that stops at errors',
    [
      { id: 'loop', forEach: { ref: 'trigger.list' }, collect: item('.name'), do: [fail] },
      answer({ list: 'loop.list' }),
    ],
  ],
  [
    'filter by several comparisons',
    [
      {
        id: 'loop',
        forEach: { ref: 'trigger.list' },
        keep: {
          any: [
            {
              all: [
                { value: item('.n'), is: 'greater than', to: 1 },
                { value: item('.n'), is: 'less than', to: 3 },
              ],
            },
            { none: [{ value: item('.name'), is: 'is not empty' }] },
          ],
        },
        do: [],
      },
      answer({ list: 'loop.list' }),
    ],
  ],
  [
    'reduce over steps in place',
    [
      {
        id: 'loop',
        forEach: { ref: 'trigger.list' },
        memo: 10,
        next: { ref: 'sum.output' },
        do: [{ id: 'sum', use: 'number.add', with: { numbers: [{ ref: 'loop.memo' }, item('.n')] } }],
      },
      answer({ sum: 'loop.memo' }),
    ],
  ],
  [
    'a loop in a loop',
    [
      {
        id: 'loop',
        forEach: { ref: 'trigger.list' },
        collect: { ref: 'inner.list' },
        do: [
          {
            id: 'inner',
            forEach: item('.kids'),
            collect: '{{ inner.item }} of {{ loop.item.name }}, {{ loop.index }}.{{ inner.index }}',
            do: [],
          },
        ],
      },
      answer({ list: 'loop.list' }),
    ],
  ],
  [
    'repeat over steps in place, ignoring errors',
    [
      {
        id: 'loop',
        repeat: 3,
        onItemError: 'ignore',
        do: [{ fail: { message: 'always {{ loop.index }}' } }],
      },
      { title: 'Answer', return: { done: true } },
    ],
  ],
  [
    'switch',
    [
      {
        id: 'loop',
        switch: { ref: 'trigger.a' },
        cases: [
          { is: 'x', do: [{ return: { to: 1 }, from: 'loop' }] },
          { is: ['y', ' a '], do: [{ return: { to: 2 }, from: 'loop' }] },
        ],
        else: [{ return: { to: 3 }, from: 'loop' }],
      },
      answer({ to: 'loop.to' }),
    ],
  ],
  [
    'the error that was caught, failed with again',
    [
      {
        id: 'tried',
        try: [trim('one', 'trigger.a'), { fail: { message: 'first {{ one.output }}', statusCode: 404 } }],
        catch: [trim('two', 'trigger.a'), { fail: { from: 'tried' } }],
      },
    ],
  ],
]

const inputs: JsonObject[] = [
  {
    a: ' a ',
    list: [
      { n: 1, name: ' a', kids: ['k', 'l'] },
      { n: 2, name: 'b ', kids: [] },
      { n: 3, name: 'b', kids: ['m'] },
      { n: 4, name: 'd', kids: null },
    ],
  },
  { a: 'x', list: [] },
  {
    a: null,
    list: [
      { n: 2, name: '', kids: null },
      { n: null, name: 'b', kids: [1] },
    ],
  },
]

describe('what exports have no form for is said in another way, and does the same', () => {
  test.each(cases)('%s', (_name, steps) => {
    const document = parseFlow({
      keyway: 1,
      name: 'Example',
      trigger: {
        helper: true,
        inputs: [
          { key: 'a', type: 'text' },
          { key: 'list', type: 'object[]' },
        ],
      },
      steps,
    })
    const { text, adapted } = writeFlopack([{ id: 'one', document }], {
      tables: [],
      folders: [],
      connections: [],
    })
    expect(adapted.length).toBeGreaterThan(0)
    const { flows, report } = readFlopack(text)
    expect(report.totals).toMatchObject({ unsupported: 0 })
    const again = flows.map((flow) => ({ id: flow.sourceId, document: flow.document }))
    for (const trigger of inputs)
      expect(runFlows(again, trigger)).toEqual(runFlows([{ id: 'one', document }], trigger))
  })
})
