import { expect, test } from 'vitest'
import { isMovable, laneBeside, placesBetween } from './lanes.ts'

test('else-ifs move among else-ifs, cases among cases, and nothing else moves', () => {
  expect(['then', 'else', 'try', 'do', 'elseIf[1]', 'cases[0]'].filter(isMovable)).toEqual([
    'elseIf[1]',
    'cases[0]',
  ])
  expect(laneBeside('cases[1]', -1)).toBe('cases[0]')
  expect(laneBeside('else', 1)).toBe('else')
  expect(placesBetween('cases[0]', 'cases[2]')).toBe(2)
  expect(placesBetween('cases[2]', 'elseIf[0]')).toBeUndefined()
  expect(placesBetween('else', 'else')).toBeUndefined()
})
