import fc from 'fast-check'
import type { Json } from '@keyway/sdk'
import { describe, expect, it, test } from 'vitest'
import { readXml } from './xml-reader.ts'
import { writeXml } from './xml-writer.ts'

const keys = { attributesKey: '$', textKey: '_' }
const options = {
  ...keys,
  explicitText: false,
  trim: false,
  collapse: false,
  lowerCaseTags: false,
  lists: true,
}
const read = (text: string) => readXml(text, options)

/** Values in the one shape that reading gives. */
const { element } = fc.letrec<{ element: Json }>((tie) => {
  const name = fc.constantFrom('a', 'b-c', 'é', 'x:y', '__proto__', 'constructor')
  const text = fc.string({ unit: fc.constantFrom(...Array.from('ab <>&"\'é😀\t\n\r]')), maxLength: 8 })
  const shown = text.filter((one) => one.trim() !== '')
  const record = <Value>(value: fc.Arbitrary<Value>) =>
    fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, minLength: 1, maxLength: 3 })
  const children = record(fc.array(tie('element'), { minLength: 1, maxLength: 3 }))
  const attributes = record(text).map((entries): [string, Json][] => [['$', Object.fromEntries(entries)]])
  const parts = fc.tuple(
    fc.option(attributes, { nil: [] }),
    fc.option(
      shown.map((one): [string, Json][] => [['_', one]]),
      { nil: [] },
    ),
    fc.option(
      children.map((entries): [string, Json][] => entries),
      { nil: [] },
    ),
  )
  return {
    element: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      text,
      parts
        .filter(([given, , below]) => given.length + below.length > 0)
        .map((entries): Json => Object.fromEntries(entries.flat())),
    ),
  }
})

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(element, (value) => {
      expect(read(writeXml('root', value, { ...keys, pretty: false }))).toEqual({ name: 'root', value })
    }),
  )
})

it('is total over anything that looks like XML', () => {
  const pieces = [
    '<a>',
    '</a>',
    '<a',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&',
    '&#0;',
    '&lt;',
    ' x="',
    '"',
    '<?',
    '?>',
    '<!DOCTYPE a>',
    't',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
      try {
        read(parts.join(''))
      } catch (error) {
        expect(error).toHaveProperty('code', 'xml_invalid')
      }
    }),
  )
})

test.each([
  ['entities of its own', '<!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>'],
  ['an outside entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['a bare ampersand', '<a>R&D</a>'],
  ['a sign that no XML may hold', '<a>&#0;</a>'],
  ['a sign beyond Unicode', '<a>&#x110000;</a>'],
  ['crossed elements', '<a><b></a></b>'],
  ['text outside', 'x<a/>'],
  ['two roots', '<a/><b/>'],
  ['no end', '<a><!-- '],
  ['an attribute without quotes', '<a b=c/>'],
  ['a closing tag too many', '<a/></a>'],
])('refuses %s', (_name, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'xml_invalid' }))
})

describe('readXml', () => {
  it('takes a document type without anything of its own', () => {
    const text = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://example.com/x.dtd"><html/>'
    expect(read(text)).toEqual({ name: 'html', value: '' })
  })

  it('keeps keys of prototypes data', () => {
    const { value } = read('<a __proto__="1"><__proto__>x</__proto__></a>')
    expect(Object.keys(Object(value))).toEqual(['$', '__proto__'])
    expect(Object.prototype).not.toHaveProperty('x')
  })

  it('says where, and is quick over hostile text', () => {
    expect(() => read('<a>\n<b>\n</a>')).toThrow(/line 3/)
    const started = performance.now()
    for (const text of [
      '<'.repeat(200_000),
      `<a ${'x '.repeat(200_000)}`,
      `<a>${'&'.repeat(200_000)}`,
      `<a>${' '.repeat(1_000_000)}`,
    ]) {
      expect(() => read(text)).toThrow(/not well formed/)
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('reads a million elements', () => {
    const { value } = read(`<r>${'<i/>'.repeat(1_000_000)}</r>`)
    expect(value).toHaveProperty('i.length', 1_000_000)
  })
})
