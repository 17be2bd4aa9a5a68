import { expect, test } from 'vitest'
import { testCatalog } from '../testing/catalog.ts'
import { runTests, type TestReport } from './run-tests.ts'

const flow = `keyway: 1
name: Tell
trigger: { event: test.event }
steps:
  - id: text
    use: text.compose
    with: { text: 'Hello {{ trigger.name }}' }
  - continueIf: { field: name, is: is not empty }
  - id: users
    stream: { use: test.list, with: { of: users } }
    collect: { ref: post.id }
    do:
      - { id: post, use: test.write, with: { value: { to: { ref: users.item }, text: { ref: text.output } } } }
  - id: sure
    wait: { approval: { question: 'Sure?' } }
  - { wait: { seconds: 60 } }
  - if: { value: { ref: sure.approved }, is: equal to, to: true }
    then:
      - { id: help, call: Notify, with: { ids: { ref: users.list } } }
    else:
      - { id: never, use: test.write }
  - return: { ids: { ref: users.list } }
`

function runAll(text: string, update = false): TestReport {
  const readFlow = (name: string): string | undefined => (name === 'tell.yaml' ? flow : undefined)
  return runTests({ catalog: testCatalog(), readFlow, update }, text)
}

const answered = `flow: tell.yaml
cases:
  # A comment that stays.
  - name: tells everybody
    trigger: { name: Ada }
    steps:
      users: { pages: [[a, b], [c]] }
      post: [{ output: { id: 1 } }, { output: { id: 2 } }, { output: { id: 3 } }]
      sure: { output: { approved: true, status: approved } }
    helpers:
      Notify: { output: { done: true } }
`

const wholeExpectation = `    expect:
      status: succeeded
      output: { ids: [1, 2, 3] }
      steps:
        post: { runs: 3, input: { value: { to: a, text: Hello Ada } } }
        help: { inputs: [{ ids: [1, 2, 3] }] }
      notRun: [never]
`

test('a case runs the flow with its answers, real function cards and nothing else', () => {
  const { problems, cases, updated } = runAll(answered + wholeExpectation)
  expect(problems).toEqual([])
  expect(cases).toEqual([{ name: 'tells everybody', line: 4, status: 'passed', differences: [] }])
  expect(updated).toBeNull()
})

test('each difference names its place, what was expected and what was found', () => {
  const wrong = wholeExpectation
    .replace('[1, 2, 3] }\n      steps', '[1, 9] }\n      steps')
    .replace('runs: 3', 'runs: 4')
    .replace('Hello Ada', 'Hello Bob')
    .replace('[never]', '[help]')
  expect(runAll(answered + wrong).cases[0]?.differences).toEqual([
    { path: 'output.ids[1]', expected: 9, found: 2 },
    { path: 'output.ids[2]', expected: undefined, found: 3 },
    { path: 'steps.post.runs', expected: 4, found: 3 },
    { path: 'steps.post.input.value.text', expected: 'Hello Bob', found: 'Hello Ada' },
    { path: 'notRun.help', expected: 0, found: 1, message: 'expected not to run, ran once' },
  ])
})

test('an action without an answer fails the case and says what it was given', () => {
  const without = answered.replace(/ {6}post:.*\n/, '')
  expect(runAll(without + wholeExpectation).cases[0]?.differences).toMatchObject([
    {
      message:
        '"post" (steps[2].do[0]), test.write, is not answered by the case. Add "steps: { post: … }". ' +
        'It was given {"value":{"to":"a","text":"Hello Ada"}}.',
    },
  ])
  const toFew = answered.replace(', { output: { id: 3 } }', '')
  expect(runAll(toFew + wholeExpectation).cases[0]?.differences[0]?.message).toContain(
    'ran more often than the case has answers (2)',
  )
})

test('errors, stops and what a person said lead where they lead in a real run', () => {
  const text = `flow: tell.yaml
cases:
  - name: nobody
    trigger: { name: '' }
    expect: { status: stopped, notRun: [users, post] }
  - name: refused
    trigger: { name: Ada }
    steps:
      users: { pages: [[a]] }
      post: { error: { message: No such channel., statusCode: 404 } }
    expect: { status: failed, error: { message: No such channel., statusCode: 404, step: 'steps[2].do[0]' } }
  - name: not approved
    trigger: { name: Ada }
    steps:
      users: { pages: [] }
      sure: { output: { approved: false } }
      never: { output: {} }
    expect: { status: succeeded, output: { ids: [] }, notRun: [help] }
  - name: the helper fails
    trigger: { name: Ada }
    steps:
      users: { pages: [[]] }
      sure: { output: { approved: true } }
      help: { error: { message: no, code: flow_failed } }
    expect: { status: failed, error: { code: flow_failed, step: 'steps[5].then[0]' } }
`
  expect(runAll(text).cases.flatMap(({ differences }) => differences)).toEqual([])
})

test('a case that expects nothing fails, and is written where that is asked for, with comments kept', () => {
  expect(runAll(answered).cases[0]).toMatchObject({ status: 'failed', differences: [{ path: 'expect' }] })
  const { updated, cases } = runAll(answered, true)
  expect(cases[0]?.status).toBe('passed')
  expect(updated).toContain('# A comment that stays.')
  expect(runAll(updated ?? '').cases[0]?.status).toBe('passed')
  const wrong = answered + wholeExpectation.replace('runs: 3', 'runs: 1').replace('[1, 2, 3]', '[]')
  const again = runAll(wrong, true).updated ?? ''
  expect(runAll(again).cases[0]).toMatchObject({ status: 'passed' })
  expect(again).toContain('runs: 3')
})

test.each([
  ['flow: [', 'Flow sequence', 1],
  ['cases: []', '"flow" is missing.', 1],
  ['flow: tell.yaml\ncases:\n  - nam: x\n', '"nam" is not known here', 3],
  [
    'flow: tell.yaml\ncases:\n  - name: x\n    steps: { post: { output: 1, error: { message: no } } }',
    'one of',
    4,
  ],
  ['flow: tell.yaml\ncases:\n  - name: x\n    steps:\n      pots: { output: 1 }', 'Did you mean "post"?', 5],
  ['flow: tell.yaml\ncases:\n  - name: x\n    expect:\n      notRun: [text, nobody]', 'no step "nobody"', 5],
  ['flow: other.yaml\ncases:\n  - name: x', 'There is no file "other.yaml" here.', 1],
  ['flow: tell.yaml\ncases:\n  - name: x\n    at: soon', 'at', 4],
  ['- 1', 'Expected keys and values', 1],
  ['flow: tell.yaml\nflow: tell.yaml\ncases: []', 'unique', 2],
])('what is wrong with a test file is said with its line: %s', (text, message, line) => {
  const { problems, cases } = runAll(text)
  expect(problems[0]).toMatchObject({ line, severity: 'error' })
  expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
  expect(cases).toEqual([])
})

test('a flow that is wrong is a problem of its test, with the place in the flow', () => {
  const readFlow = (): string => flow.replace('use: text.compose', 'use: text.compsoe')
  const { problems } = runTests({ catalog: testCatalog(), readFlow }, answered)
  expect(problems).toMatchObject([{ line: 1, path: 'flow' }])
  expect(problems[0]?.message).toMatch(/^tell\.yaml:6:\d+: There is no card or action "text\.compsoe"\./)
})
