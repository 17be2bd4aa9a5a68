import { InputError } from '@keyway/sdk'
import type { Flow, Step, Value } from '@keyway/engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import { writeFlopack } from './write-flopack.ts'

const key = fc.constantFrom('a', 'b', 'a b', 'c.d', '0')
const text = fc.constantFrom('', 'x', '{', '{{{a}}}', '{{ trigger.a }}', 'at {{ now.iso }}!', '"', '\u2028')
const reference = fc.constantFrom<Value>(
  { ref: 'trigger.a' },
  { ref: 'trigger.b', as: 'object' },
  { ref: 'now.iso' },
  { ref: 'parsed.output.a["b c"][0]', as: 'number' },
  { ref: 'parsed.output' },
  { ref: 'choice.x' },
  { ref: 'execution.id' },
  { ref: 'nothing.x' },
)
const value: fc.Arbitrary<Value> = fc.oneof(
  { maxDepth: 2 },
  fc.constantFrom<Value>(null, true, 0, -1.5, []),
  text,
  reference,
  fc.record({ const: fc.constantFrom<Value>('{{', { ref: 'x' }, [{ const: 1 }]) }),
  fc.array(reference, { maxLength: 2 }),
  fc.dictionary(key, fc.oneof(text, reference), { maxKeys: 2 }),
)
const values = fc.dictionary(key, value, { maxKeys: 3 })
const condition = fc.record({
  value,
  is: fc.constantFrom('equal to', 'contains', 'is empty', 'in'),
  to: value,
  type: fc.constantFrom('text', 'number', 'any'),
})

const steps = fc.letrec<{ step: Step; lane: Step[] }>((tie) => ({
  lane: fc.array(tie('step'), { maxLength: 4 }),
  step: fc.oneof(
    { maxDepth: 3 },
    fc.record({ note: text }),
    values.map((fields) => ({ id: 'built', title: 'Built', use: 'object.construct', with: { fields } })),
    value.map((from) => ({ id: 'composed', title: 'Composed', use: 'text.compose', with: { text: from } })),
    value.map((from) => ({ id: 'trimmed', use: 'text.trim', with: { text: from } })),
    values.map((fields) => ({ title: 'Return', return: fields })),
    fc.record({ continueIf: condition }) as fc.Arbitrary<Step>,
    fc.record({ if: condition, then: tie('lane'), else: tie('lane') }) as fc.Arbitrary<Step>,
    values.map((fields) => ({ id: 'called', title: 'Called', call: 'Made up', with: fields })),
    fc.record({ id: fc.constant('tried'), try: tie('lane'), catch: tie('lane') }),
    fc.tuple(condition, tie('lane'), tie('lane'), value, value).map(([test, then, other, one, two]) => ({
      id: 'choice',
      title: 'Choice',
      if: test as never,
      then: [...then, { return: { x: one }, from: 'choice' }],
      else: [...other, { return: { x: two }, from: 'choice' }],
    })),
    fc.record({ id: fc.constant('each'), forEach: value, do: tie('lane') }),
  ) as fc.Arbitrary<Step>,
}))

const flow = steps.lane.map((own): Flow => ({
  keyway: 1,
  name: 'Made up',
  trigger: {
    helper: true,
    inputs: [
      { key: 'a', type: 'text' },
      { key: 'b', type: 'object' },
    ],
  },
  steps: [
    { id: 'now', title: 'Now', use: 'date.now' },
    { id: 'parsed', title: 'Parsed', use: 'json.parse', with: { text: { ref: 'trigger.a' } } },
    ...own,
  ],
}))

test('any flow is either refused with a reason or written so that it can be read', () => {
  let written = 0
  fc.assert(
    fc.property(flow, (document) => {
      const text = attempt('one', document)
      if (text === undefined) return
      written += 1
      const [once] = readFlopack(text).flows
      const again = attempt(once?.sourceId ?? '', once?.document)
      // What reading adds is said in the export's own terms, so the second time nothing changes.
      const twice = readFlopack(again ?? '').flows[0]
      expect(unnumbered(twice?.document)).toEqual(unnumbered(once?.document))
    }),
    { numRuns: 500 },
  )
  expect(written).toBeGreaterThan(50)
})

function attempt(id: string, document: Flow | undefined): string | undefined {
  if (document === undefined) return undefined
  try {
    return writeFlopack([{ id, document }], { tables: [], folders: [], connections: [] }).text
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return undefined
  }
}

/** Ids are numbered in the order in which cards are read, which depends on how lanes are written. */
function unnumbered(document: Flow | undefined): unknown {
  return JSON.parse(JSON.stringify(document).replace(/\b([A-Za-z]+)\d+\b/g, '$1'))
}
