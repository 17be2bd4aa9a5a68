import type { Json } from '@keyway/sdk'
import { compileValue, type Lookup, type Step, type Value } from '@keyway/engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFlopack } from './read-flopack.ts'
import { body, card, exportText, start } from './testing/build-export.ts'
import { writeFlopack } from './write/write-flopack.ts'

/** Names that mean something in documents, in templates, or to every object. */
const key = fc.oneof(
  fc.constantFrom('ref', 'const', 'as', 'value', 'a b', 'a.b', '{{', 'constructor', '0'),
  fc.string({ minLength: 1, maxLength: 5 }).filter((name) => !/[/.]|__proto__/.test(name)),
)
const data: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>('x', 'trigger.t', '{{ trigger.t }}', '{{', 7, true),
    fc.array(tie('json'), { minLength: 1, maxLength: 2 }),
    fc.dictionary(key, tie('json'), { minKeys: 1, maxKeys: 2 }),
  ),
})).json
/** A field of the author: a constant, or whatever the flow was started with (`pin`). */
const fields = fc.uniqueArray(fc.tuple(key, fc.oneof(data, fc.constant('pin' as const))), {
  selector: ([name]) => name,
  maxLength: 3,
})

const cards: Record<
  string,
  { type: string; group?: string; built: (step: Step | undefined) => Value | undefined }
> = {
  Construct: { type: 'object.construct', built: (step) => withOf(step)['fields'] },
  Assign: { type: 'control.let', built: (step) => withOf(step)['values'] },
  'Create Row': { type: 'http:stash.createRow', group: 'Fields', built: (step) => withOf(step)['values'] },
  Return: {
    type: 'control.return',
    built: (step) => each(step, (one) => ('return' in one ? one.return : {})),
  },
  'Return Error': {
    type: 'control.throw',
    built: (step) =>
      each(step, (one) => ('fail' in one && 'details' in one.fail ? (one.fail.details ?? {}) : {})),
  },
}

function withOf(step: Step | undefined): Record<string, Value> {
  return step !== undefined && 'use' in step ? (step.with ?? {}) : {}
}

/** These steps keep their values one by one, each a value of its own. */
function each(step: Step | undefined, get: (step: Step) => Record<string, Value>): Value | undefined {
  const values = step === undefined ? {} : get(step)
  const evaluated = Object.entries(values).map(([name, value]) => [
    name,
    compileValue(value).evaluate(lookup),
  ])
  return { const: Object.fromEntries(evaluated) as Json }
}

const started = 'what it was started with'
const lookup: Lookup = (root) => (root === 'trigger' ? { t: started } : undefined)

/** What a value comes to, after the step that may stand before it. */
function evaluate(value: Value | undefined, before: Step | undefined): Json {
  const made = withOf(before)['value']
  const own: Lookup = (root) =>
    root === 'setConst' ? { output: { const: compileValue(made ?? null).evaluate(lookup) } } : lookup(root)
  return value === undefined ? {} : compileValue(value).evaluate(own)
}

test.each(Object.entries(cards))('fields of %s are data, whatever they are called', (_name, spec) => {
  fc.assert(
    fc.property(fields, (own) => {
      const named = (name: string) => (spec.group === undefined ? name : `${spec.group}/${name}`)
      const inputs = Object.fromEntries(
        own.map(([name, value], index) => [
          named(name),
          { custom: true, index, type: 'object', ...(value === 'pin' ? {} : { data: value }) },
        ]),
      )
      const pins = own.flatMap(([name, value]) => (value === 'pin' ? [`t -> c.${named(name)}`] : []))
      const text = exportText({
        flows: {
          a: body([start({ t: { custom: true, type: 'object' } }, pins), card('c', spec.type, { inputs })]),
        },
      })
      const reading = readFlopack(text)
      const expected = Object.fromEntries(
        own.map(([name, value]) => [name, value === 'pin' ? started : value]),
      )
      const steps = reading.flows[0]?.document.steps ?? []
      expect(evaluate(spec.built(steps.at(-1)), steps.at(-2))).toEqual(expected)

      // A lone field of that name comes from a step before, which only Construct can take its fields from.
      if (own.length === 1 && own[0]?.[0] === 'const' && own[0][1] === 'pin') return
      const again = readFlopack(
        writeFlopack(
          reading.flows.map(({ sourceId, document }) => ({ id: sourceId, document })),
          reading,
        ).text,
      )
      expect(again.flows[0]?.document.steps).toEqual(steps)
    }),
    { numRuns: 200 },
  )
})

test('a field that is called __proto__ stays a field', () => {
  const inputs = { x: { custom: true, data: 'kept' } }
  const text = exportText({ flows: { a: body([start(), card('c', 'object.construct', { inputs })]) } })
  const [step] = readFlopack(text.replace('"key":"x"', '"key":"__proto__"')).flows[0]?.document.steps ?? []
  expect(Object.entries(withOf(step)['fields'] ?? {})).toEqual([['__proto__', 'kept']])
})
