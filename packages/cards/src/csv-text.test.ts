import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseCsv, writeCsv } from './csv-text.ts'

const value = fc.string({ unit: fc.constantFrom(...Array.from('ab ,;"\r\n\té😀')) })
const line = fc.array(value, { minLength: 1 })

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom(',', ';', '\t'), (lines, delimiter) => {
      expect(parseCsv(writeCsv(lines, delimiter), delimiter)).toEqual(lines)
    }),
  )
})

it('reads line ends of every kind, and a mark of the byte order', () => {
  const lines = [['a', 'b'], ['c', ''], ['d']]
  for (const end of ['\n', '\r', '\r\n']) {
    expect(parseCsv(`\ufeff${lines.map((one) => one.join(',')).join(end)}`, ',')).toEqual(lines)
  }
})

it('names the line of a quote that is never closed', () => {
  expect(() => parseCsv('a\n"b\nc', ',')).toThrow(/line 2/)
  expect(() => parseCsv('"a\nb"\n"c"d', ',')).toThrow(/line 3/)
})

it('reads a million lines', () => {
  expect(parseCsv('a,"b ""c"""\n'.repeat(1_000_000), ',')).toHaveLength(1_000_000)
})
