import { expect, test } from 'vitest'
import { findCommand } from './commands.mjs'

const needsOf = (name: string, ...args: string[]) => findCommand(name, args)?.needs

test('a name we do not know is refused', () => {
  expect(findCommand('deploy', [])).toBeUndefined()
})

test('tests need console, browser and database, whatever their options', () => {
  expect(needsOf('test')).toEqual(['console', 'chromium', 'postgres'])
  expect(needsOf('test', '-t', 'some name')).toEqual(['console', 'chromium', 'postgres'])
  expect(needsOf('test', 'tools', 'e2e')).toEqual(['console', 'chromium', 'postgres'])
})

test('tests of named folders do without console and browser', () => {
  expect(needsOf('test', 'tools', '--bail=1')).toEqual(['postgres'])
})

test('the command builds the console only to serve it', () => {
  expect(needsOf('keyway', 'start')).toEqual(['console'])
  expect(needsOf('keyway', 'catalog', '--json')).toEqual([])
})
