import { expect, test } from 'vitest'
import { createWholeUrls, looksCut } from './whole-url.ts'

const cut = { step: 'steps[1].do[0]', turns: [3, 0], part: 'output' as const }
const find = createWholeUrls('e/1', [cut, { step: null, turns: [], part: 'input' }])

test('only what was cut has a place to fetch it whole from', () => {
  expect(find({ ...cut, part: 'input' })).toBeUndefined()
  expect(find({ ...cut, turns: [3, 1] })).toBeUndefined()
  expect(find({ step: null, turns: [], part: 'input' })).toBe('/api/executions/e%2F1/values?part=input')
})

test('the place names step, turns and the field', () => {
  expect(find(cut, 'users & co.0')).toBe(
    '/api/executions/e%2F1/values?part=output&step=steps%5B1%5D.do%5B0%5D&turns=3%2C0&path=users+%26+co.0',
  )
})

test('a value looks cut where the server says so at its end', () => {
  expect(looksCut({ list: ['a', '… (5 more items are not shown)'] })).toBe(true)
  expect(looksCut('x… (12 more characters are not shown)')).toBe(true)
  expect(looksCut('… (12 more characters are not shown) anywhere else')).toBe(false)
  expect(looksCut(undefined)).toBe(false)
})
