import { compileValue, type Value } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantOf, toConstant } from './constants.ts'
import { fromParts, partsOf, type Part } from './template-parts.ts'

const given: Record<string, Json> = { user: { name: 'Ada {{ user.secret }}', secret: 's3cret' } }
const evaluate = (value: Value): Json => compileValue(value).evaluate((root) => given[root])
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ text: fc.oneof(fc.string(), fc.constantFrom('{', '{{', '}}', '{{ user.secret }}', '\n')) }),
  fc.constant({ reference: 'user.name' }),
)

describe('what is typed into a text', () => {
  test('comes out as it was typed, with references filled in once, or is refused', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const written = fromParts(parts)
        if ('problem' in written) return
        const expected = parts.map((one) => ('text' in one ? one.text : 'Ada {{ user.secret }}')).join('')
        if (written.value === undefined) expect(expected).toBe('')
        else expect(evaluate(written.value)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('is shown again as it was written', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const written = fromParts(parts)
        if ('problem' in written) return
        const again = partsOf(written.value)
        expect(again).toBeDefined()
        expect(fromParts(again ?? [])).toEqual(written)
      }),
      { numRuns: 300 },
    )
  })

  test('text alone never becomes a reference', () => {
    expect(fromParts([{ text: 'Hello {{ user.secret }}' }])).toEqual({
      value: { const: 'Hello {{ user.secret }}' },
    })
    expect(fromParts([{ text: '{{' }, { reference: 'user.name' }])).toEqual({ problem: 'braces' })
  })
})

test('a constant stands for itself, whatever it looks like', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
      const value = JSON.parse(JSON.stringify(json)) as Json
      const written = toConstant(value)
      expect(evaluate(written)).toEqual(value)
      expect(constantOf(written)).toEqual(value)
    }),
  )
  for (const value of [{ ref: 'user.secret' }, { const: 1 }, ['{{ user.secret }}'], { a: { ref: 'x' } }]) {
    expect(evaluate(toConstant(value))).toEqual(value)
  }
})
