import { describe, expect, test } from 'vitest'
import type { Json } from '@keyway/sdk'
import type { Step, Trigger } from '../flow/document.ts'
import { parseFlow } from '../flow/schema.ts'
import { testCatalog } from '../testing/catalog.ts'
import { drive, type World } from '../testing/drive.ts'
import { compileFlow } from './compile.ts'
import { createRecorder } from './recorder.ts'
import { replay } from './replay.ts'

const catalog = testCatalog()

function build(steps: Step[], trigger: Trigger = { manual: true }) {
  const flow = parseFlow({ keyway: 1, name: 'Test', trigger, steps })
  const { program, problems } = compileFlow(flow, catalog)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return program
}

function run(steps: Step[], world?: World, trigger?: Trigger) {
  return drive(build(steps, trigger), world)
}

const ret = (value: Json): Step => ({ return: { value } })
const actionInputs = (driven: ReturnType<typeof drive>): Json[] =>
  driven.commands.flatMap((command) => (command.type === 'run_action' ? [command.input] : []))

describe('cards and values', () => {
  test('outputs reach later steps by reference and template', () => {
    const { result } = run(
      [
        { id: 'text', use: 'text.compose', with: { text: 'Hello {{ trigger.user.name }}, {{trigger.n}}' } },
        { return: { said: { ref: 'text.output' } } },
      ],
      { trigger: { user: { name: 'Lin {{ trigger.n }}' }, n: 3 } },
    )
    expect(result).toEqual({ status: 'succeeded', output: { said: 'Hello Lin {{ trigger.n }}, 3' } })
  })

  test('a value is coerced to the declared type of the input', () => {
    const { result } = run(
      [
        { id: 'count', use: 'list.length', with: { list: { ref: 'trigger.one' } } },
        ret({ ref: 'count.length' }),
      ],
      { trigger: { one: 'a' } },
    )
    expect(result).toMatchObject({ output: { value: 1 } })
  })

  test('a null list counts as the default of its field', () => {
    const { result } = run([
      { id: 'count', use: 'list.length', with: { list: { ref: 'trigger.none' } } },
      ret({ ref: 'count.length' }),
    ])
    expect(result).toMatchObject({ output: { value: 0 } })
  })

  test('time and chance come from the journal', () => {
    const steps: Step[] = [
      { id: 'a', use: 'test.chance' },
      { id: 'b', use: 'test.chance' },
      ret([{ ref: 'a' }, { ref: 'b' }]),
    ]
    const first = run(steps).result
    expect(first).toEqual(run(steps).result)
    expect(first).toMatchObject({ output: { value: [{ now: 1000 }, { now: 1000 }] } })
  })
})

describe('if', () => {
  const steps: Step[] = [
    {
      id: 'color',
      if: { value: { ref: 'trigger.n' }, is: 'greater than', to: 10 },
      then: [{ return: { name: 'big' }, from: 'color' }],
      elseIf: [
        {
          if: { value: { ref: 'trigger.n' }, is: 'greater than', to: 5 },
          then: [{ return: { name: 'middle' }, from: 'color' }],
        },
      ],
      else: [{ use: 'text.compose', id: 'unused', with: { text: 'x' } }],
    },
    ret({ ref: 'color.name' }),
  ]

  test.each([
    [11, 'big'],
    [7, 'middle'],
    [1, null],
  ])('%s takes the lane that sets %s', (n, name) => {
    expect(run(steps, { trigger: { n } }).result).toMatchObject({ output: { value: name } })
  })

  test('return without from inside a lane ends the flow', () => {
    const { result } = run([
      { if: { value: 1, is: 'equal to', to: 1 }, then: [ret('inside')] },
      ret('outside'),
    ])
    expect(result).toMatchObject({ output: { value: 'inside' } })
  })
})

describe('try', () => {
  const steps: Step[] = [
    {
      id: 'safe',
      try: [
        { id: 'post', use: 'test.write', with: { value: 1 } },
        { return: { way: 'try' }, from: 'safe' },
      ],
      catch: [
        { return: { way: { ref: 'safe.error.message' }, card: { ref: 'safe.error.method' } }, from: 'safe' },
      ],
    },
    { return: { way: { ref: 'safe.way' }, card: { ref: 'safe.card' } } },
  ]

  test('the catch lane runs on an error and reads it', () => {
    const { result } = run(steps, { answer: () => ({ error: 'channel_not_found' }) })
    expect(result).toMatchObject({ output: { way: 'channel_not_found', card: 'test.write' } })
  })

  test('without an error the catch lane is not entered', () => {
    expect(run(steps).result).toMatchObject({ output: { way: 'try', card: null } })
  })

  test('a caught error can go on as it was', () => {
    const { result } = run(
      [
        {
          id: 'safe',
          try: [{ id: 'post', use: 'test.write' }],
          catch: [{ id: 'told', use: 'test.read' }, { fail: { from: 'safe' } }],
        },
      ],
      {
        answer: (command) =>
          command.type === 'run_action' && command.action === 'test.write'
            ? { error: 'refused' }
            : { output: {} },
      },
    )
    expect(result).toMatchObject({ status: 'failed', error: { code: 'remote_refused', message: 'refused' } })
  })

  test('an error in the catch lane is an error of the step', () => {
    const { result } = run([
      {
        id: 'safe',
        try: [{ fail: { message: 'first' } }],
        catch: [{ fail: { message: 'second', statusCode: 404 } }],
      },
    ])
    expect(result).toMatchObject({ status: 'failed', error: { message: 'second', statusCode: 404 } })
  })

  test('the nearest catch lane around the failing step takes it, through nested lanes', () => {
    const { result } = run([
      {
        id: 'outer',
        try: [{ if: { value: 1, is: 'equal to', to: 1 }, then: [{ fail: { message: 'deep' } }] }],
        catch: [{ return: { got: { ref: 'outer.error.message' } }, from: 'outer' }],
      },
      ret({ ref: 'outer.got' }),
    ])
    expect(result).toMatchObject({ output: { value: 'deep' } })
  })
})

describe('for each', () => {
  const loop = (extra: object = {}): Step[] => [
    {
      id: 'each',
      forEach: { ref: 'trigger.list' },
      do: [{ id: 'send', use: 'test.write', with: { value: ['{{each.index}}', { ref: 'each.item' }] } }],
      ...extra,
    },
    { return: { count: { ref: 'each.count' } } },
  ]

  test('runs once for each item, in order', () => {
    const driven = run(loop(), { trigger: { list: ['a', 'b'] } })
    expect(actionInputs(driven)).toEqual([{ value: ['0', 'a'] }, { value: ['1', 'b'] }])
    expect(driven.result).toMatchObject({ output: { count: 2 } })
  })

  test('an empty or missing list runs nothing and goes on', () => {
    expect(run(loop(), { trigger: {} }).result).toMatchObject({ output: { count: 0 } })
  })

  test('keeps to its concurrency', () => {
    const program = build(loop({ concurrency: 3 }))
    let most = 0
    drive(program, {
      trigger: { list: [1, 2, 3, 4, 5, 6, 7] },
      pick: (open) => {
        most = Math.max(most, open.length)
        return open.length - 1
      },
    })
    expect(most).toBe(3)
  })

  test('the first error ends the loop, and late answers of other turns change nothing', () => {
    const driven = run(loop({ concurrency: 2 }), {
      trigger: { list: [1, 2, 3] },
      answer: () => ({ error: 'refused' }),
    })
    expect(driven.result).toMatchObject({ status: 'failed', error: { message: 'refused' } })
    expect(actionInputs(driven)).toHaveLength(2)
  })

  test('with onItemError: ignore the loop goes on', () => {
    const driven = run(loop({ onItemError: 'ignore' }), {
      trigger: { list: [1, 2, 3] },
      answer: () => ({ error: 'refused' }),
    })
    expect(actionInputs(driven)).toHaveLength(3)
    expect(driven.result).toMatchObject({ output: { count: 3 } })
  })

  test('a turn can be left by continueIf', () => {
    const driven = run(
      [
        {
          id: 'each',
          forEach: { ref: 'trigger.list' },
          do: [
            { continueIf: { value: { ref: 'each.item' }, is: 'greater than', to: 1 }, from: 'each' },
            { id: 'send', use: 'test.write', with: { value: { ref: 'each.item' } } },
          ],
        },
      ],
      { trigger: { list: [1, 2, 1, 3] } },
    )
    expect(actionInputs(driven)).toEqual([{ value: 2 }, { value: 3 }])
  })

  test('100,000 turns of function cards need no stack', () => {
    const steps: Step[] = [
      {
        id: 'each',
        forEach: { ref: 'trigger.list' },
        do: [{ id: 'c', use: 'text.compose', with: { text: '{{each.item}}' } }],
      },
      { return: { count: { ref: 'each.count' } } },
    ]
    const { result } = run(steps, { trigger: { list: Array.from({ length: 100_000 }, (_, n) => n) } })
    expect(result).toMatchObject({ output: { count: 100_000 } })
  })
})

describe('loops with results', () => {
  const list = { ref: 'trigger.list' }
  const double: Step = { id: 'twice', use: 'test.read', with: { value: { ref: 'l.item' } } }
  const world: World = {
    trigger: { list: [3, 1, 2] },
    answer: (command) => ({
      output: { n: 2 * Number(command.type === 'run_action' ? inputValue(command.input) : 0) },
    }),
    // The last one first, so that order is not by luck.
    pick: (open) => open.length - 1,
  }
  const inputValue = (input: Json): Json =>
    typeof input === 'object' && input !== null && 'value' in input ? (input.value ?? null) : null
  const output = (loop: object, extra: Step[] = []) =>
    run([{ id: 'l', forEach: list, do: [double, ...extra], ...loop }, ret({ ref: 'l' })], world).result

  test('collect keeps the order of the items, whatever ends first', () => {
    expect(output({ collect: { ref: 'twice.n' }, concurrency: 3 })).toMatchObject({
      output: { value: { list: [6, 2, 4] } },
    })
  })

  test('a turn that was left gives null', () => {
    const leave: Step = { continueIf: { value: { ref: 'l.item' }, is: 'not equal to', to: 1 }, from: 'l' }
    expect(output({ collect: { ref: 'twice.n' } }, [leave])).toMatchObject({
      output: { value: { list: [6, null, 4] } },
    })
  })

  test('keep filters by what the turn found', () => {
    expect(
      output({ keep: { value: { ref: 'twice.n' }, is: 'greater than', to: 2 }, concurrency: 2 }),
    ).toMatchObject({
      output: { value: { list: [3, 2] } },
    })
  })

  test('first stops at the first item', () => {
    const driven = run(
      [
        { id: 'l', forEach: list, do: [double], first: { value: { ref: 'twice.n' }, is: 'equal to', to: 2 } },
        ret({ ref: 'l' }),
      ],
      world,
    )
    expect(driven.result).toMatchObject({ output: { value: { item: 1, index: 1 } } })
    expect(actionInputs(driven)).toHaveLength(2)
  })

  test('memo folds in order', () => {
    expect(output({ memo: '', next: '{{ l.memo }}-{{ twice.n }}' })).toMatchObject({
      output: { value: { memo: '-6-2-4' } },
    })
  })

  test('repeat counts', () => {
    const driven = run([
      { id: 'r', repeat: '2', do: [{ id: 'w', use: 'test.write', with: { value: { ref: 'r.index' } } }] },
    ])
    expect(actionInputs(driven)).toEqual([{ value: 0 }, { value: 1 }])
    expect(run([{ id: 'r', repeat: -1, do: [] }]).result).toMatchObject({
      status: 'failed',
      error: { code: 'input_invalid' },
    })
  })

  test('a result that cannot be made is an error of the turn', () => {
    const steps: Step[] = [{ id: 'l', forEach: list, do: [], collect: { ref: 'l.item', as: 'object' } }]
    expect(run(steps, world).result).toMatchObject({ status: 'failed', error: { code: 'type_mismatch' } })
  })
})

describe('the rest of control', () => {
  test('continueIf that does not hold ends the flow normally, with its message', () => {
    const { result } = run([
      { continueIf: { value: 1, is: 'equal to', to: 2 }, message: 'No Events Found' },
      ret(1),
    ])
    expect(result).toMatchObject({
      status: 'succeeded',
      output: { message: 'No Events Found' },
      stopped: { step: 'steps[0]' },
    })
  })

  test('a helper flow is called with values and the index of the loop; its result is the output', () => {
    const driven = run(
      [
        {
          id: 'each',
          forEach: ['x'],
          do: [
            { id: 'helper', call: 'Other flow', with: { item: { ref: 'each.item' } } },
            ret({ ref: 'helper.answer' }),
          ],
        },
      ],
      { answer: () => ({ output: { answer: 42 } }) },
    )
    expect(driven.commands[0]).toMatchObject({
      type: 'start_child',
      flow: 'Other flow',
      input: { item: 'x' },
      index: 0,
    })
    expect(driven.result).toMatchObject({ output: { value: 42 } })
  })

  test('a helper that ended without a result gives null', () => {
    const program = build([{ id: 'helper', call: 'Other' }, ret({ ref: 'helper' })])
    const { journal } = drive(program)
    const [started] = journal
    if (started === undefined) throw new Error('A journal begins with "started".')
    const finished = {
      type: 'child_finished',
      at: 5,
      command: 1,
      result: { status: 'succeeded', output: null },
    } as const
    expect(replay(program, [started, finished]).result).toMatchObject({ output: { value: null } })
  })

  test('respond with "continue" answers and goes on; by default it ends the flow', () => {
    const answer = { respond: { status: 200, body: { ok: true } } }
    expect(run([{ ...answer, then: 'continue' }, ret('on')]).result).toMatchObject({
      output: { value: 'on' },
    })
    expect(run([answer, ret('on')]).result).toMatchObject({ output: null })
  })

  test('wait sleeps until its time', () => {
    const driven = run([
      { wait: { seconds: 90 } },
      { id: 'then', use: 'test.chance' },
      ret({ ref: 'then.now' }),
    ])
    expect(driven.commands[0]).toMatchObject({ type: 'sleep', until: 91_000 })
    expect(driven.result).toMatchObject({ output: { value: 91_000 } })
  })

  test('declared inputs get their default and type; an endpoint picks its named parts', () => {
    const helper: Trigger = { helper: true, inputs: [{ key: 'Days left', type: 'number', default: '7' }] }
    expect(run([ret({ ref: 'trigger["Days left"]' })], {}, helper).result).toMatchObject({
      output: { value: 7 },
    })
    const endpoint: Trigger = {
      endpoint: { security: 'public' },
      inputs: [
        { key: 'email', in: 'body', type: 'text' },
        { key: 'X-Form', in: 'headers' },
        { key: 'page', in: 'query', type: 'number' },
      ],
    }
    const trigger = { body: '{"email":"a@b.c"}', headers: { 'x-form': 'f' }, query: { page: '2' } }
    expect(run([ret({ ref: 'trigger.inputs' })], { trigger }, endpoint).result).toMatchObject({
      output: { value: { email: 'a@b.c', 'X-Form': 'f', page: 2 } },
    })
  })

  test('a card that is not supported fails where it stands', () => {
    const { result } = run([
      { id: 'odd', unsupported: { card: 'box.createNewUser', reason: 'no connector' } },
    ])
    expect(result).toMatchObject({ status: 'failed', step: 'steps[0]', error: { code: 'card_unsupported' } })
  })

  test('cancelling ends it, and outcomes that come later change nothing', () => {
    const program = build([{ id: 'a', use: 'test.write', with: {} }, ret(1)])
    const { journal } = drive(program)
    const cancelled = replay(program, [
      ...journal.slice(0, 1),
      { type: 'cancelled', at: 5, reason: 'a person' },
      ...journal.slice(1),
    ])
    expect(cancelled.result).toEqual({ status: 'cancelled', reason: 'a person' })
    expect(cancelled.open).toEqual([])
  })
})

test('replay with a recorder shows the values and times each step really had', () => {
  const program = build([
    {
      id: 'each',
      forEach: ['a', 'b'],
      do: [{ id: 'send', use: 'test.write', with: { value: { ref: 'each.item' } } }],
    },
  ])
  const { journal } = drive(program, { answer: (command) => ({ output: { sent: command.id } }) })
  const recorder = createRecorder()
  replay(program, journal, recorder)
  expect(
    recorder.runs.map(({ step, turns, status, input, output }) => ({ step, turns, status, input, output })),
  ).toEqual([
    { step: 'steps[0]', turns: [], status: 'succeeded', input: ['a', 'b'], output: { count: 2 } },
    { step: 'steps[0].do[0]', turns: [0], status: 'succeeded', input: { value: 'a' }, output: { sent: 1 } },
    { step: 'steps[0].do[0]', turns: [1], status: 'succeeded', input: { value: 'b' }, output: { sent: 2 } },
  ])
  expect(recorder.runs[1]).toMatchObject({ startedAt: 1000, finishedAt: 1010, command: 1 })
})
