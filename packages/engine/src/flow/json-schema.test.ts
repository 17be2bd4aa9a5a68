import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { arbitraryFlow } from '../testing/arbitrary-flow.ts'
import { matchesSchema } from '../testing/check-json-schema.ts'
import { flowJsonSchema } from './json-schema.ts'
import { parseFlow } from './schema.ts'
import { stepKinds } from './step-kinds.ts'
import { triggerKinds } from './trigger-kinds.ts'

const schema = flowJsonSchema()
const flowWith = (steps: string): unknown =>
  parse(`{ keyway: 1, name: x, trigger: { manual: true }, steps: ${steps} }`)

function isFlow(data: unknown): boolean {
  try {
    parseFlow(data)
    return true
  } catch {
    return false
  }
}

test('every document that can be written matches', () => {
  fc.assert(
    fc.property(arbitraryFlow, (flow) => {
      expect(isFlow(flow)).toBe(true)
      expect(matchesSchema(flow, schema)).toBe(true)
    }),
  )
})

test('the schema and the parser agree about documents that are slightly wrong', () => {
  const mutation = fc.record({
    flow: arbitraryFlow,
    at: fc.nat(),
    kind: fc.constantFrom('drop', 'add', 'replace'),
  })
  fc.assert(
    fc.property(mutation, ({ flow, at, kind }) => {
      const copy = structuredClone(flow)
      const places = objectsIn(copy)
      const place = places[at % places.length] ?? {}
      const key = Object.keys(place)[at % Math.max(Object.keys(place).length, 1)]
      if (kind === 'add') place.unknownKey = 1
      else if (key !== undefined && kind === 'drop') Reflect.deleteProperty(place, key)
      else if (key !== undefined) place[key] = 7
      expect(matchesSchema(copy, schema)).toBe(isFlow(copy))
    }),
    { numRuns: 500 },
  )
})

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner]
}

test.each([
  'steps: nothing',
  'keyway: 1\nname: x\ntrigger: {}\nsteps: []',
  'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps:\n  - {}\n',
  'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps:\n  - { use: a.b }\n',
  'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps: [ { id: a, use: b.c, wiht: {} } ]',
  'keyway: 2\nname: x\ntrigger: { manual: true }\nsteps: []',
])('%s does not match', (yaml) => {
  expect(matchesSchema(parse(yaml), schema)).toBe(false)
})

test.each([
  ['[ { id: l, forEach: [], do: [], collect: 1 } ]', true],
  ['[ { id: l, forEach: [], do: [], collect: 1, keep: { is: is empty } } ]', false],
  ['[ { id: l, forEach: [], do: [], memo: 0 } ]', false],
  ['[ { id: l, forEach: [], do: [], memo: 0, next: 1 } ]', true],
  ['[ { id: l, forEach: [], do: [], memo: 0, next: 1, concurrency: 2 } ]', false],
  ['[ { id: l, forEach: [], do: [], first: { is: is empty }, concurrency: 1 } ]', true],
  ['[ { id: trigger, use: a.b } ]', false],
  ['[ { id: 1a, use: a.b } ]', false],
  ['[ { if: { is: like }, then: [] } ]', false],
  ['[ { wait: {} } ]', false],
  ['[ { wait: { seconds: 1 } } ]', true],
])('rules beyond the types: %s is %s', (steps, valid) => {
  expect(isFlow(flowWith(steps))).toBe(valid)
  expect(matchesSchema(flowWith(steps), schema)).toBe(valid)
})

test('editors find a text for every kind of step and trigger, and the schema is plain JSON', () => {
  const { $defs } = schema as { $defs: Record<string, { description: string }> }
  const kinds = [
    ...stepKinds.map(({ key }) => `step-${key}`),
    ...triggerKinds.map(({ key }) => `trigger-${key}`),
  ]
  for (const kind of kinds) expect($defs[kind]?.description).toMatch(/\.$/)
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
})
