import { expect, test } from 'vitest'
import type { Json } from '@keyway/sdk'
import type { Step } from '../flow/document.ts'
import type { Answer } from '../testing/drive.ts'
import { build, ret, run } from '../testing/run-steps.ts'
import { defaultLimits } from './limits.ts'
import { outcomesBefore } from './outcomes-before.ts'
import { createRecorder } from './recorder.ts'
import { replay } from './replay.ts'

const lane = (name: string): Step[] => [{ return: { lane: name } }]
const choose: Step[] = [
  {
    switch: { ref: 'trigger.status' },
    cases: [
      { is: 'ACTIVE', do: lane('active') },
      { is: ['STAGED', 'PROVISIONED'], do: lane('new') },
      { is: 404, do: lane('number') },
      { is: { ref: 'trigger.status' }, do: lane('never: constants are data') },
      { is: null, do: lane('nothing') },
    ],
    else: lane('other'),
  },
]

test.each([
  ['ACTIVE', 'active'],
  ['PROVISIONED', 'new'],
  ['404', 'number'],
  [404, 'number'],
  ['SUSPENDED', 'other'],
  [null, 'nothing'],
] as [Json, string][])('a switch on %j takes the lane %s', (status, expected) => {
  expect(run(choose, { trigger: { status } }).result).toMatchObject({ output: { lane: expected } })
})

test('a switch shows the value that decided', () => {
  const recorder = createRecorder()
  const { journal } = run(choose, { trigger: { status: 'PROVISIONED' } })
  replay(build(choose), journal, { recorder })
  expect(recorder.recording().runs[0]).toMatchObject({ input: { value: 'PROVISIONED' }, lane: 'cases[1]' })
})

test('a switch without a case that fits goes on behind it', () => {
  const steps: Step[] = [{ switch: 1, cases: [{ is: 2, do: lane('two') }] }, ret('behind')]
  expect(run(steps).result).toMatchObject({ output: { value: 'behind' } })
})

test('a wait for an approval asks, and the answer is its output', () => {
  const steps: Step[] = [
    {
      id: 'ok',
      wait: {
        approval: {
          question: 'Suspend {{ trigger.user }}?',
          approvers: ['sam@example.com'],
          withinSeconds: 60,
        },
      },
    },
    ret({ ref: 'ok.approved' }),
  ]
  const answer: Answer = () => ({ output: { status: 'approved', approved: true, by: 'sam@example.com' } })
  const { result, commands } = run(steps, { trigger: { user: 'kim' }, answer })
  expect(result).toMatchObject({ output: { value: true } })
  expect(commands[0]).toMatchObject({
    type: 'ask',
    expiresAt: 61_000,
    request: { question: 'Suspend kim?', approvers: ['sam@example.com'], fields: null },
  })
})

test('a wait for a person without a question, or longer than 30 days, is an error', () => {
  const ask = (approval: object): Step[] => [{ id: 'ok', wait: { approval } } as Step]
  expect(run(ask({ question: { ref: 'trigger.none' } })).result).toMatchObject({
    error: { message: expect.stringContaining('asks a question') },
  })
  expect(run(ask({ question: 'Sure?', withinSeconds: 31 * 24 * 3600 })).result).toMatchObject({
    error: { code: 'limit_wait' },
  })
})

const counting: Step[] = [
  { id: 'loop', forEach: { ref: 'trigger.list' }, do: [{ id: 'h', call: 'helper' }] },
  { id: 'w', wait: { seconds: 100 } },
  ret('done'),
]

test.each([
  ['listItems', 2, 'limit_list'],
  ['children', 2, 'limit_children'],
  ['steps', 3, 'limit_steps'],
  ['deadlineSeconds', 50, 'limit_deadline'],
] as const)('the limit %s of %i ends the execution with an error that names it', (name, limit, code) => {
  const limits = { ...defaultLimits, [name]: limit }
  const { result } = run(counting, { trigger: { list: [1, 2, 3] }, started: { limits } })
  expect(result).toMatchObject({ status: 'failed', error: { code } })
  expect(JSON.stringify(result)).toContain(name)
})

test('what a loop gathers counts as a list', () => {
  const steps: Step[] = [
    { id: 'n', stream: { use: 'test.list' }, collect: { ref: 'n.item' }, do: [] },
    ret('done'),
  ]
  const answer: Answer = () => ({ output: { items: [1, 2, 3], next: null } })
  const limits = { ...defaultLimits, listItems: 2 }
  expect(run(steps, { answer, started: { limits } }).result).toMatchObject({ error: { code: 'limit_list' } })
})

const three: Step[] = [
  { id: 'a', use: 'test.read' },
  { id: 'list', forEach: { const: ['x', 'y'] }, do: [{ id: 'b', use: 'test.write' }] },
  { id: 'c', use: 'test.write' },
  { return: { a: { ref: 'a.n' }, c: { ref: 'c.n' } } },
]

test('an execution that repeats another from a step takes over what the world said before it', () => {
  let calls = 0
  const answer: Answer = () => ({ output: { n: (calls += 1) } })
  const first = run(three, { answer })
  const given = outcomesBefore(build(three), first.journal, 'steps[2]')
  const again = run(three, { answer, started: { given: given ?? {} } })
  expect(again.commands.filter(({ type }) => type === 'run_action')).toMatchObject([{ step: 'steps[2]' }])
  expect(again.result).toMatchObject({ output: { a: 1, c: 5 } })
  const recorder = createRecorder()
  replay(build(three), again.journal, { recorder })
  expect(recorder.recording().runs.map(({ id, origin }) => [id, origin])).toEqual([
    ['a', 'taken_over'],
    ['list', undefined],
    ['b', 'taken_over'],
    ['b', 'taken_over'],
    ['c', undefined],
    [null, undefined],
  ])
})

test('a repetition of a repetition keeps what the first one learned', () => {
  const answer: Answer = ({ step }) => ({ output: { n: step } })
  const first = run(three, { answer })
  const given = outcomesBefore(build(three), first.journal, 'steps[2]') ?? {}
  const second = run(three, { answer, started: { given } })
  const third = outcomesBefore(build(three), second.journal, 'steps[3]') ?? {}
  expect(
    run(three, { started: { given: third } }).commands.filter(({ type }) => type === 'run_action'),
  ).toEqual([])
})

test('an execution that failed before a step never came to it', () => {
  const { journal } = run(three, { answer: () => ({ error: 'no' }) })
  expect(outcomesBefore(build(three), journal, 'steps[2]')).toBeUndefined()
})

test('errors are taken over as errors', () => {
  const steps: Step[] = [
    { id: 't', try: [{ id: 'a', use: 'test.read' }], catch: [{ id: 'b', use: 'test.write' }] },
    { id: 'c', use: 'test.read' },
  ]
  const answer: Answer = ({ step }) => (step.includes('try') ? { error: 'refused' } : { output: {} })
  const first = run(steps, { answer })
  const given = outcomesBefore(build(steps), first.journal, 'steps[1]') ?? {}
  const again = run(steps, { started: { given } })
  expect(again.commands.filter(({ type }) => type === 'run_action')).toMatchObject([{ step: 'steps[1]' }])
})

test('a recorder keeps the first and last runs of a step, and failed ones between', () => {
  const steps: Step[] = [
    {
      id: 'loop',
      repeat: 100,
      onItemError: 'ignore',
      do: [{ fail: { message: 'odd' }, when: { value: { ref: 'loop.index' }, is: 'equal to', to: 50 } }],
    },
  ]
  const recorder = createRecorder(10)
  replay(build(steps), run(steps).journal, { recorder })
  const { runs, omitted } = recorder.recording()
  const turns = runs.filter(({ step }) => step === 'steps[0].do[0]').map((one) => one.turns[0])
  expect(turns).toEqual([0, 1, 2, 3, 4, 50, 95, 96, 97, 98, 99])
  expect(omitted).toEqual({ 'steps[0].do[0]': 89 })
})
