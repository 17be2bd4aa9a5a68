import type { Comparison } from '@keyway/engine'
import { expect, test } from 'vitest'
import { adapt, toNumber } from './comparison-value.ts'

const over = (is: Comparison['is'], type?: Comparison['type']): Comparison => ({
  field: 'a',
  is,
  ...(type === undefined ? {} : { type }),
})

test.each<
  [
    string,
    Comparison,
    { kind: Parameters<typeof adapt>[1]['kind']; right: string | string[] | boolean },
    Comparison,
  ]
>([
  [
    'a text becomes the first of a list',
    over('one of'),
    { kind: 'text', right: 'x' },
    { ...over('one of'), value: ['x'] },
  ],
  ['and back', over('equal to'), { kind: 'text', right: ['x', 'y'] }, { ...over('equal to'), value: 'x' }],
  ['nothing is kept that is not asked for', over('is empty'), { kind: 'text', right: 'x' }, over('is empty')],
  [
    'a number is a number',
    over('less than'),
    { kind: 'number', right: ' 5 ' },
    { ...over('less than'), value: 5 },
  ],
  [
    'true is true',
    over('equal to'),
    { kind: 'boolean', right: 'true' },
    { ...over('equal to'), value: true },
  ],
  [
    'dates are compared as dates',
    over('less than'),
    { kind: 'date', right: '2026' },
    { ...over('less than', 'date'), value: '2026' },
  ],
  [
    'and only dates',
    over('less than', 'date'),
    { kind: 'text', right: 'b' },
    { ...over('less than'), value: 'b' },
  ],
  [
    'a declared type stays',
    over('less than', 'number'),
    { kind: 'text', right: '5' },
    { ...over('less than', 'number'), value: '5' },
  ],
  [
    'an unknown field keeps a truth value',
    over('equal to'),
    { kind: 'any', right: true },
    { ...over('equal to'), value: true },
  ],
])('%s', (_name, comparison, field, expected) => {
  expect(adapt(comparison, field)).toEqual(expected)
})

test('text that is no number stays what was typed', () => {
  expect(toNumber('1e3')).toBe(1000)
  expect(toNumber('soon')).toBe('soon')
  expect(toNumber('')).toBe('')
})
