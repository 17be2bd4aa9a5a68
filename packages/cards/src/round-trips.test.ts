import { InputError, toText, type Json } from '@keyway/sdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cards } from './index.ts'

const context = { now: Date.UTC(2026, 10, 21), random: () => 0.5 }

function run(id: string, input: unknown): Record<string, Json> {
  const card = cards.find((one) => one.id === id)
  if (card === undefined) throw new Error(`There is no card ${id}.`)
  return card.run(card.input.parse(input), context)
}

const anyText = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed())

describe.each([
  ['text.base64_encode', 'text.base64_decode'],
  ['text.base32_encode', 'text.base32_decode'],
  ['text.hex_encode', 'text.hex_decode'],
  ['url.encode_component', 'url.decode_component'],
])('%s and %s', (encode, decode) => {
  it('undo each other', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(run(decode, { text: run(encode, { text })['output'] })).toEqual({ output: text })
      }),
    )
  })
})

const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a.b', '0'))

describe('round trips', () => {
  it('JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        const { output: text } = run('json.stringify', { value, indent })
        // JSON itself has no minus zero.
        expect(run('json.parse', { text })['output']).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('query strings', () => {
    const values = fc.oneof(anyText, fc.array(anyText, { minLength: 2, maxLength: 3 }))
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, values), { selector: ([name]) => name }), (entries) => {
        const query = Object.fromEntries(entries)
        const { output } = run('url.encode_query', { query })
        expect(run('url.decode_query', { query: `?${toText(output ?? null)}` })['output']).toEqual(query)
      }),
    )
  })

  it('URLs', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const parts = run('url.parse', { url: text })
        // A sign with nothing behind it is no part.
        const shortest = new URL(text)
        shortest.search = shortest.search.slice(1)
        shortest.hash = shortest.hash.slice(1)
        expect(run('url.format', parts)['url']).toBe(shortest.href)
      }),
    )
  })

  it('keys and values, entries, positions', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(key, fc.jsonValue()), { selector: ([name]) => name }),
        (entries) => {
          const object = Object.fromEntries(entries)
          const { object: zipped } = run('object.zip', run('object.unzip', { object }))
          expect(zipped).toEqual(object)
          const { entries: split } = run('object.entries', { object })
          expect(run('object.collapse', { lists: [split] })['output']).toEqual(object)
        },
      ),
    )
  })

  it('dates and their parts, in any zone', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    const zone = fc.constantFrom(
      '',
      'America/Los_Angeles',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    )
    fc.assert(
      fc.property(instant, zone, (date, name) => {
        const parts = run('date.get_parts', { date: date.toISOString(), zone: name })
        const { output } = run('date.from_parts', { ...parts, zone: name })
        // Of a time that clocks show twice, the first one comes back.
        const difference = date.getTime() - Date.parse(toText(output ?? null))
        expect([0, 1_800_000, 3_600_000]).toContain(difference)
        const { text } = run('date.to_zone', { date: date.toISOString(), zone: name })
        expect(run('date.parse', { text })['output']).toBe(date.toISOString())
        const { output: unix } = run('date.unix', { date: date.toISOString() })
        expect(run('date.from_unix', { milliseconds: unix })['output']).toBe(date.toISOString())
      }),
    )
  })

  it('numbers as text', () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 }).map((whole) => whole / 100)
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom([',', '.'], ['.', ','], ['', '.']),
        (number, [thousands, decimalSign]) => {
          const { output: text } = run('number.format', { number, thousands, decimalSign })
          expect(run('number.parse', { text, thousands, decimalSign })['output']).toBe(number)
        },
      ),
    )
  })
})

/** Values of every type for every input of every card: an answer, or an error that says what is wrong. */
it('no card fails in any other way than by an InputError', () => {
  const value = fc.oneof(
    fc.constantFrom<Json>(
      '',
      '0',
      'a',
      '[',
      '2026-11-21',
      'UTC',
      '(a+)+$',
      '%',
      -1,
      0,
      2.5,
      1e21,
      true,
      null,
      '__proto__',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const ids = fc.constantFrom(...cards)
  fc.assert(
    fc.property(ids, fc.infiniteStream(value), (card, values) => {
      const schema = card.input.toJSONSchema({ unrepresentable: 'any', io: 'input' })
      const names = Object.keys(schema.properties ?? {})
      const input = Object.fromEntries(names.map((name) => [name, values.next().value ?? null]))
      const parsed = card.input.safeParse(input)
      if (!parsed.success) return
      try {
        JSON.stringify(card.run(parsed.data, context))
      } catch (error) {
        if (!(error instanceof InputError)) throw new Error(`${card.id} fails`, { cause: error })
      }
    }),
    { numRuns: 5000 },
  )
})
