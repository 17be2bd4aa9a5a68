import { anyJson, field, z } from '@keyway/sdk'
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

test('an error names the input, what was found and what was expected; never what is secret', () => {
  const inputs = inputShape(
    z.object({ numbers: z.array(z.number()), key: field(z.number(), { title: 'Key', secret: true }) }),
  )
  expect(() => coerceInput({ numbers: [1, 'x'], key: 1 }, inputs)).toThrow(
    'Input "numbers": Found the text "x", expected a number, or text that is one, such as "12.5".',
  )
  const refused = expect.objectContaining({
    message: 'Input "key": Found a value that is not shown, expected type number.',
    code: 'type_mismatch',
  })
  expect(() => coerceInput({ numbers: [], key: 'hunter2' }, inputs)).toThrow(refused)
})
