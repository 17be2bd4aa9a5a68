import { expect, test } from 'vitest'
import { head } from './head.ts'

test('what is short is returned itself', () => {
  const value = {
    text: 'a'.repeat(20_000),
    list: Array.from({ length: 1_000 }, () => null),
    deep: [{ n: 1 }],
  }
  expect(head(value)).toBe(value)
  expect(head(null)).toBe(null)
  expect(head(5)).toBe(5)
})

test('long texts and lists are cut wherever they are, and say by how much', () => {
  const text = 'a'.repeat(20_005)
  const list = Array.from({ length: 1_200 }, (_, index) => index)
  const shown = head({ kept: { b: 1 }, deep: [{ text }], list })
  const cut = `${'a'.repeat(20_000)}… (5 more characters are not shown)`
  expect(shown).toEqual({
    kept: { b: 1 },
    deep: [{ text: cut }],
    list: [...list.slice(0, 1_000), '… (200 more items are not shown)'],
  })
})

test('characters are not cut in half, and odd keys stay keys', () => {
  const shown = head(JSON.parse(JSON.stringify({ text: `${'a'.repeat(19_999)}😀😀` }))) as { text: string }
  expect(shown.text.startsWith(`${'a'.repeat(19_999)}… (4 more`)).toBe(true)
  const odd = head(JSON.parse(`{"__proto__":${JSON.stringify('a'.repeat(20_001))}}`))
  expect(Object.keys(Object(odd))).toEqual(['__proto__'])
})
