import { anyJson, valueTypes, z } from '@keyway/sdk'
import { flowSchema } from './schema.ts'
import { comparison, condition, oktaCondition, step, stepKinds, type DocumentKind } from './step-kinds.ts'
import { trigger, triggerKinds } from './trigger-kinds.ts'

type JsonSchema = Record<string, unknown>

/**
 * JSON Schema (2020-12) of flow documents, for editors: completion, hover texts and marks while a flow is written. It is
 * derived from the declarations that `parseFlow` checks with. What it cannot say (depth, number of steps, references) is
 * left to `parseFlow` and `compileFlow`.
 */
export function flowJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Keyway flow',
    ...derive(flowSchema),
    $defs: {
      trigger: { anyOf: triggerKinds.map(({ key }) => pointTo(`trigger-${key}`)) },
      step: { anyOf: stepKinds.map(({ key }) => pointTo(`step-${key}`)) },
      condition: conditionSchema,
      comparison: derive(comparison),
      value: valueSchema,
      ...named('trigger', triggerKinds),
      ...named('step', stepKinds),
    },
  }
}

function named(group: string, kinds: readonly DocumentKind[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    kinds.map(({ key, about, schema }) => [`${group}-${key}`, { description: about, ...derive(schema) }]),
  )
}

/** Schemas that others contain. Those that look at a value before they choose are opaque to zod's own conversion. */
const shared = new Map<unknown, string>([
  [trigger, 'trigger'],
  [step, 'step'],
  [condition, 'condition'],
  [anyJson, 'value'],
])

function derive(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...derived } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = shared.get(zodSchema)
      if (name === undefined) return
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key)
      Object.assign(jsonSchema, pointTo(name))
    },
  })
  return derived
}

function pointTo(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` }
}

const conditionSchema: JsonSchema = {
  description: 'A comparison, a filter as Okta writes it, or several of them joined by all, any or none.',
  anyOf: [
    ...['all', 'any', 'none'].map((key) => ({
      type: 'object',
      properties: { [key]: { type: 'array', items: pointTo('condition') } },
      required: [key],
      additionalProperties: false,
    })),
    { description: "A filter of Okta's event hooks over the event.", ...derive(oktaCondition) },
    pointTo('comparison'),
  ],
}

// The last form takes everything, so the others only guide the editor: whether a reference can be read is compileFlow's
// to say.
const valueSchema: JsonSchema = {
  description: 'A constant, text with {{ references }}, { ref: step.output } or { const: … }.',
  anyOf: [
    {
      type: 'object',
      properties: {
        ref: { type: 'string', description: 'Path to an output: step.output.path, [0], [key=value], [*].' },
        as: { enum: [...valueTypes], description: 'Type it is converted to.' },
      },
      required: ['ref'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { const: { description: 'The value as it stands, whatever it looks like.' } },
      required: ['const'],
      additionalProperties: false,
    },
    {},
  ],
}
