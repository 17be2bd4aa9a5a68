import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { InputError, isJsonObject, type Json } from '@keyway/sdk'
import { parseFlow } from '@keyway/engine'
import { findCorpus } from '@keyway/tools/corpus'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'

const corpus = findCorpus()

/** Larger files take longer and hold nothing that smaller ones lack. */
const maxBytes = 150_000

/** Values that a place of an export never has, or has only elsewhere. */
const texts = [
  '',
  'x',
  '*',
  'a.b',
  'a'.repeat(400),
  '\u0000',
  '\ud800',
  'constructor',
  'hasOwnProperty',
  'flo',
]
const strange: readonly Json[] = [
  ...texts,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '{{',
  '{{ a.b }}',
  '{{{x}}}',
  [],
  {},
  [null],
  [[]],
  ['a', {}],
  { a: { b: 1 } },
  { ref: 'x.y' },
  { ref: '][' },
  { const: { ref: 'a' } },
  { methods: [], orderings: {} },
  { methods: 1 },
  { expr: [{}] },
]
const names = [...texts, '__proto__', 'toString', 'ref', 'const', '123', '{{', 'a]b']

type Mutation = (root: Json, places: readonly Place[]) => void

const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(at, fc.constantFrom(...strange)).map(
    ([where, value]): Mutation =>
      (_, places) =>
        put(pick(places, where), value),
  ),
  fc.tuple(at, at).map(
    ([from, to]): Mutation =>
      (_, places) =>
        put(pick(places, to), structuredClone(get(pick(places, from)))),
  ),
  at.map(
    (where): Mutation =>
      (_, places) =>
        remove(pick(places, where)),
  ),
  fc.tuple(at, fc.constantFrom(...names)).map(
    ([where, name]): Mutation =>
      (_, places) =>
        rename(pick(places, where), name),
  ),
)

interface Place {
  parent: Json[] | Record<string, Json>
  key: string
}

function listPlaces(root: Json): Place[] {
  const found: Place[] = []
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      found.push({ parent: value, key })
      visit(child)
    }
  }
  visit(root)
  return found
}

function pick(places: readonly Place[], where: number): Place {
  return places[Math.floor(where * places.length)] ?? { parent: {}, key: '' }
}

function get({ parent, key }: Place): Json {
  return (isJsonObject(parent) ? parent[key] : parent[Number(key)]) ?? null
}

function put({ parent, key }: Place, value: Json): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true })
}

function remove({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else Reflect.deleteProperty(parent, key)
}

function rename(place: Place, name: string): void {
  const value = get(place)
  remove(place)
  if (!Array.isArray(place.parent)) put({ parent: place.parent, key: name }, value)
}

describe.skipIf(corpus === undefined)('damaged exports', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const files = (corpus === undefined ? [] : readdirSync(folder)).filter(
    (name) => name.endsWith('.flopack') && statSync(path.join(folder, name)).size < maxBytes,
  )
  const file = fc.constantFrom(...files)
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8').trim()

  test('a mutated export is read, or refused by an error that names the file', () => {
    const outcomes = { read: 0, refused: 0 }
    fc.assert(
      fc.property(file, fc.array(mutation, { minLength: 1, maxLength: 4 }), (name, mutations) => {
        const root = JSON.parse(read(name)) as Json
        const places = listPlaces(root)
        for (const mutate of mutations) mutate(root, places)
        outcomes[attempt(JSON.stringify(root), name)] += 1
      }),
      { numRuns: 300 },
    )
    expect(outcomes.read).toBeGreaterThan(0)
    expect(outcomes.refused).toBeGreaterThan(0)
  }, 60_000)

  test('an export that is cut off is refused, wherever it is cut', () => {
    fc.assert(
      fc.property(file, at, (name, where) => {
        const text = read(name)
        expect(attempt(text.slice(0, Math.floor(where * text.length)), name)).toBe('refused')
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})

function attempt(text: string, fileName: string): 'read' | 'refused' {
  try {
    for (const { document } of readFlopack(text, { fileName }).flows) parseFlow(document)
    return 'read'
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    expect((error as InputError).message).toContain(fileName)
    return 'refused'
  }
}
