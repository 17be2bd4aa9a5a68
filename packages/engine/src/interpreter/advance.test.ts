import { describe, expect, test } from 'vitest'
import type { Step, Trigger } from '../flow/document.ts'
import { drive } from '../testing/drive.ts'
import { build, ret, run } from '../testing/run-steps.ts'
import { createRecorder } from './recorder.ts'
import { replay } from './replay.ts'

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
  replay(program, journal, { recorder })
  expect(
    recorder
      .recording()
      .runs.map(({ step, turns, status, input, output }) => ({ step, turns, status, input, output })),
  ).toEqual([
    { step: 'steps[0]', turns: [], status: 'succeeded', input: ['a', 'b'], output: { count: 2 } },
    { step: 'steps[0].do[0]', turns: [0], status: 'succeeded', input: { value: 'a' }, output: { sent: 1 } },
    { step: 'steps[0].do[0]', turns: [1], status: 'succeeded', input: { value: 'b' }, output: { sent: 2 } },
  ])
  expect(recorder.recording().runs[1]).toMatchObject({ startedAt: 1000, finishedAt: 1010, command: 1 })
})
