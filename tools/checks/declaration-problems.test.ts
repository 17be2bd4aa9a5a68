import { defineAction, defineCard } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { actionProblems, cardProblems } from './declaration-problems.ts'

const input = z.object({})
const output = z.object({})
const text = { title: 'Chunk', description: 'Cuts a list.' }
const example = { input: {}, output: {} }
const chunk = defineCard({ id: 'list.chunk', ...text, input, output, examples: [example], run: () => ({}) })
const readUser = defineAction({
  id: 'okta.read_user',
  ...text,
  effect: 'read',
  input,
  output,
  run: async () => ({}),
})

test('a declaration whose id follows from its path is fine', () => {
  expect(cardProblems([{ file: 'list/chunk.ts', declared: [chunk] }], [chunk])).toEqual([])
  expect(actionProblems([{ file: 'okta/actions/read-user.ts', declared: [readUser] }], [readUser])).toEqual(
    [],
  )
})

test('files that declare nothing may stand anywhere', () => {
  expect(cardProblems([{ file: 'index.ts', declared: [] }], [])).toEqual([])
})

test('an id that differs from the path is named together with the right one', () => {
  expect(cardProblems([{ file: 'list/split-up.ts', declared: [chunk] }], [chunk])).toEqual([
    "list/split-up.ts: has the id 'list.chunk'; its path says 'list.split_up'",
  ])
})

test('an action outside an actions folder is refused', () => {
  expect(actionProblems([{ file: 'okta/read-user.ts', declared: [readUser] }], [readUser])).toEqual([
    'okta/read-user.ts: is no place for actions',
  ])
})

test('registry and files have to agree both ways', () => {
  expect(cardProblems([{ file: 'list/chunk.ts', declared: [chunk] }], [])).toEqual([
    "list/chunk.ts: 'list.chunk' is missing from the registry",
  ])
  expect(cardProblems([], [chunk])).toEqual(["registry: 'list.chunk' is declared by no card file"])
})

test('title, description and examples are required', () => {
  const bare = { ...chunk, title: '', description: ' ', examples: [] }
  expect(cardProblems([{ file: 'list/chunk.ts', declared: [bare] }], [bare])).toEqual([
    "list/chunk.ts: 'list.chunk' has no title",
    "list/chunk.ts: 'list.chunk' has no description",
    "list/chunk.ts: 'list.chunk' has no examples",
  ])
})

test('one file is one card', () => {
  expect(cardProblems([{ file: 'list/chunk.ts', declared: [chunk, chunk] }], [chunk])).toEqual([
    'list/chunk.ts: declares 2 cards; one file is one card',
  ])
})
