import { expect, test } from 'vitest'
import { findCommands, type Command } from './find-commands.ts'

const known: Command[] = [
  { group: 'pages', label: 'Executions', to: '/executions' },
  { group: 'flows', label: 'Lock account', to: '/flows/1' },
  { group: 'flows', label: 'New colleague', to: '/flows/2' },
]
const labels = (typed: string, hasPeople = false) =>
  findCommands(known, typed, { hasPeople }).map(({ label }) => label)

test('nothing typed shows what is known', () => {
  expect(labels('')).toEqual(['Executions', 'Lock account', 'New colleague'])
})

test('all words have to be there', () => {
  expect(labels('ac lo')[0]).toBe('Lock account')
  expect(labels('lock colleague')).toEqual(['Executions about lock colleague', 'Events about lock colleague'])
})

test('an id leads to the execution or the event of it', () => {
  const id = '019AAAAA-0000-7000-8000-000000000001'
  expect(findCommands(known, ` ${id} `, { hasPeople: true }).map(({ to }) => to)).toEqual([
    `/executions/${id.toLowerCase()}`,
    `/events/${id.toLowerCase()}`,
  ])
})

test('any text may be a person; people are looked up where there is a page of them', () => {
  const found = findCommands(known, 'lin@acme.test', { hasPeople: true })
  expect(found.map(({ to }) => to)).toEqual([
    '/people?search=lin%40acme.test',
    '/executions?who=lin%40acme.test',
    '/events?who=lin%40acme.test',
  ])
})
