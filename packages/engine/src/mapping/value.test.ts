import { expect, test } from 'vitest'
import type { Json } from '@keyway/sdk'
import { compileValue } from './value.ts'

const evaluate = (value: Json): Json => compileValue(value).evaluate(() => ({ name: 'Sales', tags: ['x'] }))

test('a conversion that fails names the input, the value it read, what it found and what it expected', () => {
  const group = { ref: 'group.name', as: 'object' }
  expect(() => evaluate(group)).toThrow(
    'group.name: Found the text "Sales", expected an object, or JSON text of one.',
  )
  expect(() => evaluate({ object: group })).toThrow(/^Input "object": group\.name: Found the text "Sales"/)
  expect(() => evaluate({ values: { inner: group } })).toThrow(/^Input "inner": group\.name: Found/)
  expect(() => evaluate({ object: group })).toThrow(expect.objectContaining({ code: 'type_mismatch' }))
})
