import { describe, expect, it } from 'vitest'
import { kindOf, kindOfSchema, kindOfType } from './kind.ts'
import { head, previewOf, toCopyText } from './preview.ts'
import { formatSize } from './size.ts'
import { formatDuration, formatRelative } from './time.ts'

describe('the kind of a value', () => {
  it('tells dates from other text by their shape', () => {
    expect(kindOf('2026-06-03T09:15:32.114Z')).toBe('date')
    expect(kindOf('2026-06-03')).toBe('text')
  })

  it('tells lists, objects, scalars and absence apart', () => {
    expect([[], {}, 1, true, null, undefined].map((value) => kindOf(value))).toEqual([
      'list',
      'object',
      'number',
      'boolean',
      'null',
      'null',
    ])
  })

  it('follows declared types and schemas', () => {
    expect(kindOfType('text[]')).toBe('list')
    expect(kindOfType(undefined)).toBe('any')
    expect(kindOfSchema({ type: 'string', format: 'date-time' })).toBe('date')
    expect(kindOfSchema({ anyOf: [] })).toBe('any')
  })
})

describe('the preview of a value', () => {
  it('keeps one line and marks what it left out', () => {
    expect(previewOf('two\n lines')).toBe('two lines')
    expect(previewOf('x'.repeat(5_000), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(head('short', 10)).toBe('short')
  })

  it('says what a list and an object hold', () => {
    expect(previewOf(['a', 'b'])).toBe('2 items: a, b')
    expect(previewOf([{ id: 1 }])).toBe('1 item')
    expect(previewOf({ id: 1, name: 'x' })).toBe('{ id, name }')
  })

  it('shows emptiness instead of nothing', () => {
    expect(previewOf('')).toContain('empty')
    expect(previewOf([])).toBe('empty list')
    expect(previewOf(null)).toBe('empty')
  })

  it('copies text as it is and the rest as JSON', () => {
    expect(toCopyText('plain')).toBe('plain')
    expect(toCopyText({ a: 1 })).toBe('{\n  "a": 1\n}')
  })
})

describe('times and sizes', () => {
  it('gives durations with the precision that matters', () => {
    expect([0, 999, 1_240, 34_560, 185_000, 8_040_000, 90_000_000].map(formatDuration)).toEqual([
      '0 ms',
      '999 ms',
      '1.24 s',
      '34.6 s',
      '3 min 05 s',
      '2 h 14 min',
      '1 d 1 h',
    ])
  })

  it('says how long ago something was', () => {
    expect(formatRelative(1_000, 2_000)).toBe('just now')
    expect(formatRelative(0, 180_000)).toMatch(/^3\s?min/)
    expect(formatRelative(0, 86_400_000)).toMatch(/yesterday|1\s?d/)
  })

  it('gives sizes in the unit people read', () => {
    expect([12, 14_400, 1_200_000].map(formatSize)).toEqual(['12 B', '14 kB', '1.2 MB'])
  })
})
