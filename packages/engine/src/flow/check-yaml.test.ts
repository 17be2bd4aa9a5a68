import { expect, test } from 'vitest'
import { testCatalog } from '../testing/catalog.ts'
import { checkFlowYaml } from './check-yaml.ts'

const surroundings = { catalog: testCatalog(), findHelpers: () => undefined }
const lines = (text: string): string[] =>
  checkFlowYaml(text, surroundings).map(
    ({ line, column, severity, path, message }) => `${line}:${column} ${severity} ${path ?? '-'} ${message}`,
  )
const head = 'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps:\n'

test('a flow without problems has none', () => {
  expect(lines(`${head}  - { id: a, use: test.write }\n`)).toEqual([])
})

test.each<[string, string, string[]]>([
  [
    'no YAML',
    'keyway: 1\nname: [',
    [
      '2:8 error - The YAML cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ],
  ['a key twice', 'keyway: 1\nkeyway: 1\n', ['2:1 error - The YAML cannot be read: Map keys must be unique']],
  ['no flow', 'just text', ['1:1 error - Expected keys and values, found "just text".']],
  [
    'an unknown key',
    `${head}  - id: a\n    use: test.write\n    wiht: {}\n`,
    [
      '7:5 error steps[0].wiht "wiht" is not known here. Did you mean "with"? Known: id, title, use, connection, with, retry.',
    ],
  ],
  [
    'a key of nothing',
    `${head}  - cal: x\n`,
    [
      '5:5 error steps[0] This is not a step. A step has one of the keys use, fail, if, switch, try, forEach, stream, repeat, call, return, continueIf, respond, wait, note, unsupported. Did you mean "call" by "cal"?',
    ],
  ],
  ['a missing id', `${head}  - use: test.write\n`, ['5:5 error steps[0].id "id" is missing.']],
  [
    'an unknown operator',
    `${head}  - continueIf:\n      value: 1\n      is: equals to\n`,
    [
      '7:11 error steps[0].continueIf.is Found "equals to". Did you mean "equal to"? Expected one of: equal to, not equal to, greater than, greater than or equal to, less than, less than or equal to, in, not in, is empty, is not empty, has key, does not have key, a multiple of, equal to and same type, not equal to or not same type, one of, contains, starts with, ends with.',
    ],
  ],
  [
    'a wrong type',
    `${head}  - { id: a, forEach: [], do: [], concurrency: many }\n`,
    ['5:48 error steps[0].concurrency Expected a number, found "many".'],
  ],
  [
    'the nearest of two forms',
    `${head}  - fail: { mesage: x }\n`,
    [
      '5:13 error steps[0].fail.mesage "mesage" is not known here.',
      '5:5 error steps[0].fail.message "message" is missing.',
    ],
  ],
])('%s', (_name, text, expected) => {
  expect(lines(text).toSorted()).toEqual(expected.toSorted())
})

test('problems of the flow have the place they stand at, in the order of the text', () => {
  const text = `# A comment
keyway: 1
name: x
trigger:
  manual: true
  inputs: [{ key: user, type: object }]
steps:
  - id: one
    use: test.chance
  - id: two
    use: no.card
  - if: { all: [{ value: { ref: one.noww }, is: is empty }] }
    then:
      - id: inner
        use: text.compose
        with:
          text: Hello {{ nobody.name }}
      - return: {}
        from: outside
  - continueIf: { value: { ref: trigger.user }, is: greater than, to: 3 }
`
  const found = lines(text)
  expect(found.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    '11:10 error steps[1].use',
    '12:33 warning steps[2].if.all[0].value.ref',
    '14:9 warning steps[2].then[0]',
    '17:17 error steps[2].then[0].with.text',
    '19:15 error steps[2].then[1].from',
    '20:5 warning steps[3].continueIf',
  ])
})
