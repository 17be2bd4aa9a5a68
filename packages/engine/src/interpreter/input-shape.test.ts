import { anyJson, z } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { coerceInput, inputShape } from './input-shape.ts'

const shape = inputShape(
  z.object({
    count: z.number().nullable(),
    limit: z.number().nullable().optional(),
    text: z.string().nullable(),
    either: z.union([z.string(), z.number()]).optional(),
    any: anyJson.optional(),
  }),
)

test('a value that may be null has a type all the same', () => {
  expect(shape.properties.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
    ['count', 'number', true],
    ['limit', 'number', true],
    ['text', 'text', true],
    ['either', 'any', false],
    ['any', 'any', true],
  ])
  expect(coerceInput({ count: '12', limit: '3', text: 7, either: '1' }, shape)).toEqual({
    count: 12,
    limit: 3,
    text: '7',
    either: '1',
  })
  expect(coerceInput({ count: null, limit: null }, shape)).toEqual({ count: null, text: null })
})
