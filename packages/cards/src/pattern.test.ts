import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern, findMatch, findMatches } from './pattern.ts'

const compile = (source: string) => compilePattern(source, { caseSensitive: true })

test.each(['(a+)+$', '(a|aa)+$', '(.*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
  '%s over a hostile text is done at once',
  (source) => {
    const started = performance.now()
    expect(findMatch(compile(source), `${'a'.repeat(100_000)}!`)).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(2000)
  },
)

test('searches that would look at the text again and again are refused', () => {
  const all = () => Array.from(findMatches(compile('a*?b|a'), 'a'.repeat(50_000)))
  expect(all).toThrow(expect.objectContaining({ code: 'pattern_too_costly' }))
})

test.each(['(?=a)b', '(?<!a)b', String.raw`(a)\1`, 'a{1001}', '(', 'x'.repeat(1001)])(
  'refuses %s',
  (source) => {
    expect(() => compile(source)).toThrow(expect.objectContaining({ code: 'pattern_invalid' }))
  },
)

test('finds what JavaScript finds', () => {
  const sources = [
    '[0-9]+',
    String.raw`\w+@(\w+)`,
    '(a)|(b)',
    '^x|y$',
    String.raw`\u00e9`,
    '(?<n>[a-c]+)-?',
    '',
  ]
  const text = fc.string({ unit: fc.constantFrom(...Array.from('ab01@xy-é ')), maxLength: 40 })
  fc.assert(
    fc.property(fc.constantFrom(...sources), text, (source, value) => {
      const expected = new RegExp(source).exec(value)
      const found = findMatch(compile(source), value)
      expect(found?.start).toBe(expected?.index)
      expect(found?.text).toBe(expected?.[0])
      expect(found?.groups).toEqual(expected?.slice(1).map((group: string | undefined) => group ?? null))
    }),
  )
})
