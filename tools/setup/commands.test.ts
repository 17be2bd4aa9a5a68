import { expect, test } from 'vitest'
import { findCommand } from './commands.mjs'

const needsOf = (name: string, ...args: string[]) => findCommand(name, args)?.needs

test('a name we do not know is refused', () => {
  expect(findCommand('deploy', [])).toBeUndefined()
})

test('tests need console, program, browser and database, whatever their options', () => {
  expect(needsOf('test')).toEqual(['console', 'program', 'chromium', 'postgres'])
  expect(needsOf('test', '-t', 'some name')).toEqual(['console', 'program', 'chromium', 'postgres'])
  expect(needsOf('test', 'tools', 'e2e')).toEqual(['console', 'program', 'chromium', 'postgres'])
})

test('tests of named folders do without console and browser', () => {
  expect(needsOf('test', 'tools', '--bail=1')).toEqual(['postgres'])
})

test('the command builds console and program only to serve', () => {
  expect(needsOf('keyway', 'start')).toEqual(['console', 'program'])
  expect(needsOf('keyway', 'catalog', '--json')).toEqual([])
})
