import { FlowError, InputError, z, type Card, type CardContext } from '@keyway/sdk'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cards } from './index.ts'

/** Always draws the lowest number, so that examples of random cards are exact. */
function contextAt(now = 0): CardContext {
  return { now, random: () => 0 }
}

/** Runs a card as the interpreter does: an input that the schema refuses is an InputError. */
function runCard(card: Card, input: unknown, context: CardContext): unknown {
  const parsed = card.input.safeParse(input)
  if (!parsed.success) throw new InputError(parsed.error.message)
  return card.run(parsed.data, context)
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof FlowError) return error.code
    throw error
  }
  return undefined
}

/** `list.filter_by` for `list/filter-by.ts`, for every declaration in a family's folder. */
function declaredIds(): string[] {
  const root = new URL('.', import.meta.url)
  const families = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return families.flatMap(({ name: family }) =>
    readdirSync(new URL(`${family}/`, root))
      .filter((file) => !file.endsWith('.test.ts'))
      .map((file) => `${family}.${file.replace(/\.ts$/, '').replaceAll('-', '_')}`),
  )
}

describe.each(cards)('$id', (card) => {
  it.each(card.examples.map((example) => ({ name: JSON.stringify(example.input), ...example })))(
    'gives its example for $name',
    ({ input, output, now }) => {
      const before = structuredClone(input)
      const given = runCard(card, input, contextAt(now))
      expect(given).toEqual(output)
      expect(card.output.parse(given)).toEqual(output)
      expect(input).toEqual(before)
    },
  )

  it('fails as it says', () => {
    for (const { input, code } of card.failures) {
      expect(codeOf(() => runCard(card, input, contextAt()))).toBe(code)
    }
  })

  it('says what it does, in a file of its own name', () => {
    expect(card.description.length).toBeGreaterThan(10)
    expect(card.examples.length).toBeGreaterThan(0)
    const file = new URL(`${card.id.replace('.', '/').replaceAll('_', '-')}.ts`, import.meta.url)
    expect(readFileSync(file, 'utf8')).toContain(`id: '${card.id}'`)
  })
})

it('registers every declaration once', () => {
  expect(cards.map(({ id }) => id).sort()).toEqual(declaredIds().sort())
})

it('stands for each card of another product once', () => {
  const stands = cards.flatMap(({ standsFor }) => standsFor)
  expect(new Set(stands).size).toBe(stands.length)
})

it('draws a sample without repeating or losing an item', () => {
  const list = Array.from({ length: 50 }, (_, index) => index)
  const sample = cards.find(({ id }) => id === 'list.sample')
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 50 }), (draws) => {
      let at = 0
      const random = () => draws[at++] ?? 0
      const output = sample?.run({ list, amount: 50 }, { now: 0, random })
      const { samples } = z.object({ samples: z.array(z.number()) }).parse(output)
      expect(samples.toSorted((a, b) => a - b)).toEqual(list)
    }),
  )
})

it('null is no number and no date', () => {
  const refuses = (id: string, input: object): boolean =>
    cards.find((card) => card.id === id)?.input.safeParse(input).success === false
  expect(refuses('number.add', { numbers: [null, 1] })).toBe(true)
  expect(refuses('date.format', { date: null, format: 'YYYY' })).toBe(true)
})
