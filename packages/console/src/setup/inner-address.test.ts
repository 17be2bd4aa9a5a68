import { expect, it } from 'vitest'
import { toInnerAddress } from './inner-address.ts'

it('keeps an address of the console, with search and hash', () => {
  expect(toInnerAddress('/executions/1?card=steps[0]#x')).toBe('/executions/1?card=steps[0]#x')
})

it.each([
  '//evil.example/x',
  'https://evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  'executions',
  '/\t/evil.example',
  '/x/..//evil.example',
  '/.//evil.example',
  null,
])('leads home instead of to %s', (next) => {
  expect(toInnerAddress(next)).toBe('/executions')
})
