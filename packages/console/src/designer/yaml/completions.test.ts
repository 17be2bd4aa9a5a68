import type { Flow } from '@keyway/engine'
import { expect, test } from 'vitest'
import type { Source } from '../editing/scope.ts'
import { completionsAt, type Known } from './completions.ts'

const flow: Flow = {
  keyway: 1,
  name: 'x',
  trigger: { manual: true },
  steps: [{ id: 'user', use: 'okta.read_user' }],
}
const connector = { id: 'okta', title: 'Okta', needsAccount: true }
const card = { description: '', connector, effect: 'read' as const, isPaged: false }
const output = {
  reference: 'user',
  name: 'user',
  schema: {
    type: 'object',
    properties: { id: { type: 'string' }, profile: { type: 'object', properties: { email: {} } } },
  },
  example: undefined,
}
const source: Source = { root: 'user', step: null, path: 'steps[0]', as: 'output', output }
const known: Known = {
  flow,
  cards: new Map([
    [
      'okta.read_user',
      {
        ...card,
        id: 'okta.read_user',
        title: 'Read user',
        input: { type: 'object', properties: { user: {}, attributes: {} } },
      },
    ],
  ]),
  events: [{ id: 'okta.user_created', title: 'User created' }],
  connections: ['acme'],
  helpers: ['Notify'],
  sourcesOf: () => [source],
}

/** What is offered where | stands. */
function offered(marked: string): string[] {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  return (completionsAt(text, offset, known)?.options ?? []).map(({ label }) => label)
}

const head = 'keyway: 1\nname: x\ntrigger:\n  manual: true\nsteps:\n'

test('cards, connections, events and helper flows by name', () => {
  expect(offered(`${head}  - id: user\n    use: okta.re|`)).toEqual(['okta.read_user'])
  expect(offered(`${head}  - id: user\n    use: okta.read_user\n    connection: |`)).toEqual(['acme'])
  expect(offered('keyway: 1\ntrigger:\n  event: |')).toEqual(['okta.user_created'])
  expect(offered(`${head}  - call: N|`)).toEqual(['Notify'])
})

test('the inputs of the card, but those that are set', () => {
  const text = `${head}  - id: user\n    use: okta.read_user\n    with:\n      user: a\n      |\n`
  expect(offered(text)).toEqual(['attributes'])
})

test('the kinds of steps in a lane, and what belongs to the kind that it is', () => {
  expect(offered(`${head}  - |`)).toEqual(expect.arrayContaining(['id', 'use', 'if', 'forEach', 'note']))
  const parts = offered(`${head}  - if:\n      all: []\n    then: []\n    |`)
  expect(parts).toEqual(expect.arrayContaining(['elseIf', 'else', 'title']))
  expect(parts).not.toContain('then')
  expect(offered('keyway: 1\n|')).toEqual(expect.arrayContaining(['name', 'trigger', 'steps']))
  expect(offered('keyway: 1\ntrigger:\n  |')).toEqual(expect.arrayContaining(['event', 'schedule', 'helper']))
})

test('values in scope, and what is inside of them', () => {
  expect(offered(`${head}  - return:\n      a: { ref: u|`)).toEqual(['user'])
  expect(offered(`${head}  - return:\n      a: "Hello {{ user.|`)).toEqual(['id', 'profile'])
  expect(offered(`${head}  - return:\n      a: { ref: user.profile.e|`)).toEqual(['email'])
})

test('comparisons', () => {
  expect(offered(`${head}  - if: { value: 1, to: 2 }\n    then: []\n  - continueIf:\n      is: |`)).toContain(
    'equal to',
  )
})
