import { expect, test } from 'vitest'
import { testCatalog } from '../testing/catalog.ts'
import { compileFlow } from '../interpreter/compile.ts'
import { parseFlow } from './schema.ts'
import { parseFlowYaml, printFlowYaml } from './yaml.ts'

const text = `
keyway: 1
name: Breached password
trigger:
  event: test.event
  when: { all: [ { field: severity, is: one of, value: [WARN, ERROR] } ] }
steps:
  - note: What this is for
  - { id: text, use: text.compose, with: { text: "Hello {{ trigger.name }}" } }
  - if: { all: [ { value: { ref: text.output }, is: is not empty } ] }
    then:
      - try: [ { id: send, use: test.write, with: { value: { ref: text.output } } } ]
        catch: [ { fail: { message: no } } ]
    else: []
`

test('YAML is read, and written back to the same flow', () => {
  const flow = parseFlowYaml(text)
  expect(flow.steps).toHaveLength(3)
  expect(parseFlowYaml(printFlowYaml(flow))).toEqual(flow)
  expect(compileFlow(flow, testCatalog()).problems).toEqual([])
})

test.each([
  ['steps: nothing', /"keyway: 1"/],
  ['keyway: 1\nname: x\ntrigger: {}\nsteps: []', /trigger: A trigger has one of the keys/],
  [
    'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps:\n  - {}\n',
    /steps\[0\]: This is not a step.*\(line 5, column 5\)/,
  ],
  [
    'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps:\n  - { use: a.b }\n',
    /steps\[0\]\.id.*\(line 5, column 5\)/,
  ],
  ['keyway: 1\nname: x\ntrigger: { manual: true }\nsteps: [ { id: a, use: b.c, wiht: {} } ]', /wiht/],
  ['keyway: 1\nname: [', /YAML cannot be read/],
  ['keyway: 1\nkeyway: 1\nname: x', /YAML cannot be read.*unique/],
  ['keyway: 1\nname: *nobody', /YAML cannot be read.*alias/],
])('%s is refused with the place', (yaml, message) => {
  expect(() => parseFlowYaml(yaml)).toThrow(message)
})

test('a hostile depth is refused, not a crash', () => {
  let steps: unknown = []
  for (let depth = 0; depth < 50_000; depth += 1) steps = [{ try: steps, catch: [] }]
  expect(() => parseFlow({ keyway: 1, name: 'deep', trigger: { manual: true }, steps })).toThrow(
    /nested deeper/,
  )
})

test.each([
  [[{ id: 'a', use: 'no.card' }], /no card or action "no.card"/],
  [[{ id: 'a', use: 'text.compose', with: { text: '{{ b.x }}' } }], /reference to "b" names no step/],
  [[{ id: 'a', use: 'text.compose', with: { text: '{{ a' } }], /never closed/],
  [
    [
      { id: 'a', use: 'text.compose' },
      { id: 'a', use: 'text.compose' },
    ],
    /used twice/,
  ],
  [[{ return: {}, from: 'nowhere' }], /does not name a step around/],
  [[{ id: 'a', use: 'text.compose', with: { txt: 'x' } }], /has no input "txt"/],
  [
    [
      { id: 'c', if: { value: 1, is: 'equal to' }, then: [{ id: 'in', use: 'test.chance' }] },
      { id: 'a', use: 'text.compose', with: { text: '{{ in.now }}' } },
    ],
    /reference to "in" names no step/,
  ],
])('problem of %j', (steps, message) => {
  const flow = parseFlow({ keyway: 1, name: 'x', trigger: { manual: true }, steps })
  const { problems } = compileFlow(flow, testCatalog())
  expect(problems.map((problem) => problem.message).join('\n')).toMatch(message)
})
