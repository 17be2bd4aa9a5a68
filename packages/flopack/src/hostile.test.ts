import { InputError } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'
import { body, card, exportText, start } from './testing/build-export.ts'

const read = (text: string) => () => readFlopack(text, { fileName: 'bad.flopack' })
const flow = (cards: Record<string, unknown>[], edges?: string[]) =>
  exportText({ flows: { a: body(cards, edges) } })
const noop = (uuid: string) => card(uuid, 'control.let')

const cases: [name: string, text: string, message: RegExp][] = [
  ['text that is no JSON', 'hello', /bad\.flopack: not valid JSON/],
  ['an empty file', '', /not valid JSON/],
  ['a cut-off file', flow([start(), noop('a')]).slice(0, -40), /not valid JSON/],
  ['another JSON file', '{"type":"something"}', /bad\.flopack, at type/],
  ['a list', '[]', /bad\.flopack/],
  ['a version of the future', exportText({ flows: {}, version: '9.0.0' }), /version "9\.0\.0" is not known/],
  ['depth of 10,000', '['.repeat(10_000) + ']'.repeat(10_000), /nested more than 250 deep/],
  ['open depth without end', '{"a":'.repeat(10_000), /nested more than 250 deep/],
  ['20 MB of depth', '['.repeat(20_000_000), /nested more than 250 deep at character 250/],
  ['__proto__ as a key', flow([start()]).replace('"flags":{}', '"flags":{"__proto__":{"x":1}}'), /__proto__/],
  [
    '__proto__ in escapes',
    flow([start()]).replace('"flags":{}', '"flags":{"\\u005f_proto__":1}'),
    /\$\.flags has the key "__proto__"/,
  ],
  [
    'cards that are no list',
    flow([start()]).replace('"methods":[', '"methods":7,"x":['),
    /at data\.flos\.a\.data\.methods/,
  ],
  [
    'a card that is a number',
    flow([start()]).replace('"methods":[', '"methods":[5,'),
    /flow "Flow a", card 1/,
  ],
  [
    'two flows with one id',
    flow([start()]).replace('"flos":{', '"flos":{"a":{"name":"Lost"},'),
    /bad\.flopack: \$\.data\.flos has the key "a" twice/,
  ],
  [
    'a key twice, once escaped',
    flow([start()]).replace('"configs":{', '"configs":{"b":1,"\\u0062":2'),
    /"b" twice/,
  ],
  [
    'a text made of placeholders',
    flow([
      start({ x: {} }, ['x -> c.y']),
      card('c', 'string.compose', { inputs: { _text_: { data: '{{{y}}}'.repeat(2_001) }, y: {} } }),
    ]),
    /card "compose" \(c\): its text has more than 2000 placeholders/,
  ],
  [
    'two cards with one id',
    flow([start(), noop('a'), noop('a')]),
    /flow "Flow a": two cards have the id "a"/,
  ],
  ['an unknown kind of address', flow([start()]).replace('root:kernel', 'root:elsewhere'), /no card type/],
  [
    'a cycle',
    flow([start(), noop('a'), noop('b')], ['start>a', 'a>b', 'b>a']),
    /leads to the card "let" \(a\) twice/,
  ],
  ['a cycle with no beginning', flow([start(), noop('a')], ['start>a', 'a>start']), /the order is a cycle/],
  ['a card after itself', flow([start(), noop('a')], ['start>a', 'a>a']), /follows itself/],
  ['two beginnings', flow([start(), noop('a')], []), /exactly one first card, found 2/],
  ['a fork', flow([start(), noop('a'), noop('b')], ['start>a', 'start>b']), /has 2 successors/],
  ['order naming no card', flow([start()], ['start>ghost']), /names the card "ghost"/],
  ['a pin to no card', flow([start({ x: {} }, ['x -> ghost.y'])]), /goes to input "y" of card "ghost"/],
  ['a pin to no input', flow([start({ x: {} }, ['x -> a.y']), noop('a')]), /input "y" of card "a"/],
  ['a pin from no output', flow([start({}, ['x -> a.y']), noop('a')]), /leaves the output "x"/],
  [
    'a pin to a name every object has',
    flow([start({ x: {} }, ['x -> a.constructor']), noop('a')]),
    /"constructor"/,
  ],
  [
    'two pins to one input',
    flow([
      start({ x: {}, z: {} }, ['x -> a.y', 'z -> a.y']),
      card('a', 'control.let', { inputs: { y: { custom: true } } }),
    ]),
    /2 pins arrive at input "y"/,
  ],
  [
    'an If without a join',
    flow(
      [start(), card('if', 'control.if', { branches: { t: true, f: false } }), noop('t'), noop('f')],
      ['start>if'],
    ),
    /do not meet/,
  ],
  [
    'an If with one lane',
    flow([start(), card('if', 'control.if', { branches: { t: true } }), noop('t')], ['start>if']),
    /has 1 lanes/,
  ],
  [
    'a drill-down that reads itself',
    flow(
      [
        start(),
        card('x', 'object.expand', {
          displayed: false,
          inputs: { object: { type: 'object' } },
          outputs: { 'g/key': { list: true, data: ['a'] }, 'g/value': {} },
          pins: ['g/value -> x.object', 'g/value -> a.y'],
        }),
        card('a', 'control.return', { inputs: { y: { custom: true } } }),
      ],
      ['start>a'],
    ),
    /reads itself/,
  ],
]

test.each(cases)('%s is refused, and the error says where', (_name, text, message) => {
  expect(read(text)).toThrow(InputError)
  expect(read(text)).toThrow(message)
})

test('a file beyond the size limit is refused before it is parsed', () => {
  expect(read(' '.repeat(20 * 1024 * 1024 + 1))).toThrow(/at most 20971520 are read/)
})

test('20 MB are read in time: many flows, and one card with a title of that size', () => {
  const startedAt = performance.now()
  const flows = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, body([start()])]))
  expect(readFlopack(exportText({ flows })).flows).toHaveLength(20_000)
  // One character that becomes eighteen when it is taken apart.
  const title = '\uFDFA'.repeat(19_000_000)
  const [named] = readFlopack(flow([start(), card('a', 'control.let', { title })])).flows
  expect(named?.document.steps[0]?.title).toHaveLength(300)
  expect(performance.now() - startedAt).toBeLessThan(20_000)
})

test('bodies nested without end are refused', () => {
  let inner: unknown = body([start()])
  for (let depth = 0; depth < 21; depth += 1) {
    inner = body([
      start(),
      card(`t${depth}`, 'control.tryCatch', { inputs: { flo: { type: 'flo', data: inner } } }),
    ])
  }
  expect(read(exportText({ flows: { a: inner as Record<string, unknown> } }))).toThrow(/nested/)
})

test('a long chain of cards takes linear time and no stack', () => {
  const cards = [start(), ...Array.from({ length: 4_900 }, (_, at) => card(`c${at}`, 'control.comment'))]
  const startedAt = performance.now()
  expect(readFlopack(flow(cards)).flows[0]?.cards).toHaveLength(4_901)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test('a flow beyond the limits of flow documents is refused, by name', () => {
  const cards = [
    start(),
    ...Array.from({ length: 5_001 }, (_, at) => card(`c${at}`, 'control.comment', { comments: 'x' })),
  ]
  expect(read(flow(cards))).toThrow(/bad\.flopack, flow "Flow a": .*more than 5000 steps/)
})

test('list cards that feed each other are refused, not followed without end', () => {
  const list = { type: 'object', list: true }
  const filter = (uuid: string, next: string) =>
    card(uuid, 'list.shift', { inputs: { list }, outputs: { list }, pins: [`list -> ${next}.list`] })
  const cards = [start(), filter('a', 'b'), filter('b', 'a')]
  expect(read(flow(cards))).toThrow(/reads itself/)
})

test('a card with too many fields is refused', () => {
  const inputs = Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`f${at}`, {}]))
  expect(read(flow([start(inputs)]))).toThrow(/at most 2000 are read/)
})
