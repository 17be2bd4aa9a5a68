import {
  follow,
  followSchema,
  formatReference,
  parseReference,
  schemaBesideNull,
  shapeOfTrigger,
  visitPlaces,
  type Flow,
  type Surroundings,
  type VisibleStep,
} from '@keyway/engine'
import type { Catalog, Json } from '@keyway/sdk'
import { isObject } from '../../values/kind.ts'
import { findStep } from './places.ts'
import type { StepKey } from './step-key.ts'

/** Something that references can start from: a step that ran before, a loop around, the trigger, the execution. */
export interface Source {
  /** First word of references: `user`, `trigger`. */
  root: string
  /** The step it stands for; null for the trigger and the execution. */
  step: VisibleStep['step'] | null
  path: string | null
  as: VisibleStep['as'] | 'trigger' | 'execution'
  output: Output
}

/** A value that can be referred to. */
export interface Output {
  reference: string
  /** The last part of the reference: `profile`; `[0]` for items. */
  name: string
  /** JSON Schema; undefined where nobody knows. */
  schema: Json | undefined
  /** A real value, of the last execution or event; undefined without one. */
  example: Json | undefined
}

/** Real values by first word of references: `trigger`, `user`. */
export type Samples = ReadonlyMap<string, Json>

/**
 * What references of a step can start from: nearest first, then the trigger, then the execution. `atEnd` is for what a loop
 * makes of its turns (`collect`, `keep`), which sees the steps in its lane.
 */
export function sourcesAt(
  flow: Flow,
  { step, atEnd }: { step: StepKey; atEnd: boolean },
  { surroundings, samples }: { surroundings: Surroundings; samples: Samples },
): Source[] {
  const path = findStep(flow, step)?.path
  let seen: { visible: readonly VisibleStep[]; shapes: ReadonlyMap<string, Json> } | undefined
  visitPlaces(flow, surroundings, {
    visit(place) {
      if (place.path === path) seen = { visible: place.visible, shapes: new Map(place.shapes) }
    },
    leave(place) {
      if (atEnd && place.path === path) seen = { visible: place.visible, shapes: new Map(place.shapes) }
    },
  })
  if (seen === undefined) return []
  const { visible, shapes } = seen
  const output = (root: string, schema: Json | undefined): Output => ({
    reference: root,
    name: root,
    schema,
    example: samples.get(root),
  })
  return [
    ...visible.toReversed().map((found): Source => ({
      root: found.id,
      step: found.step,
      path: found.path,
      as: found.as,
      output: output(found.id, found.as === 'error' ? errorSchema : shapes.get(found.id)),
    })),
    {
      root: 'trigger',
      step: null,
      path: null,
      as: 'trigger',
      output: output('trigger', shapes.get('trigger')),
    },
    {
      root: 'execution',
      step: null,
      path: null,
      as: 'execution',
      output: output('execution', executionSchema),
    },
  ]
}

/** What the conditions of a trigger can look at: the event, or whatever starts the flow. */
export function sourcesOfTrigger(trigger: Flow['trigger'], catalog: Catalog, samples: Samples): Source[] {
  const schema = shapeOfTrigger(trigger, catalog)
  const output = { reference: 'trigger', name: 'trigger', schema, example: samples.get('trigger') }
  return [{ root: 'trigger', step: null, path: null, as: 'trigger', output }]
}

/** What is inside of a value, from its schema and its example: members, or the items of a list. */
export function membersOf({ reference, schema, example }: Output): Output[] {
  const declared = schema === undefined ? undefined : schemaBesideNull(schema)
  const properties = isObject(declared) && isObject(declared['properties']) ? declared['properties'] : {}
  const object = isObject(example) ? example : {}
  const names = [...new Set([...Object.keys(properties), ...Object.keys(object)])]
  const members = names.map((name): Output => ({
    reference: child(reference, name),
    name,
    schema: properties[name] ?? open(declared),
    example: Object.hasOwn(object, name) ? object[name] : undefined,
  }))
  if (!isList(declared, example)) return members
  const items = isObject(declared) ? declared['items'] : undefined
  const found = Array.isArray(example) ? example : []
  return [
    ...typedItems(reference, found, items),
    { reference: child(reference, 0), name: '[0]', schema: items, example: found[0] },
  ]
}

/** Items that say what they are, as the targets of Okta's events do: their order means nothing, so they are found by that. */
function typedItems(reference: string, items: readonly Json[], schema: Json | undefined): Output[] {
  const byType = new Map(
    items.flatMap((item): [string, Json][] => {
      const type = isObject(item) ? item['type'] : undefined
      return typeof type === 'string' && /^\w+$/.test(type) ? [[`[type=${type}]`, item]] : []
    }),
  )
  return [...byType].map(([name, example]) => ({ reference: `${reference}${name}`, name, schema, example }))
}

/** What a reference leads to, as far as it is known; undefined where it surely leads to nothing. */
export function outputOf(sources: readonly Source[], reference: string): Output | undefined {
  const { root, segments } = parseReference(reference)
  const source = sources.find((one) => one.root === root)
  if (source === undefined) return undefined
  const { schema, example } = source.output
  const followed = schema === undefined ? undefined : followSchema(schema, segments)
  if (followed !== undefined && 'dead' in followed) return undefined
  return {
    reference,
    name: reference,
    schema: followed?.schema,
    example: example === undefined ? undefined : follow(example, segments),
  }
}

function isList(schema: Json | undefined, example: Json | undefined): boolean {
  return Array.isArray(example) || (isObject(schema) && schema['type'] === 'array')
}

function open(schema: Json | undefined): Json | undefined {
  const rest = isObject(schema) ? schema['additionalProperties'] : undefined
  return isObject(rest) ? rest : undefined
}

/** What is known of an error that a `try` caught; the rest is what the other side answered. */
const errorSchema: Json = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        statusCode: { type: ['number', 'null'] },
        body: {},
        step: { type: 'string' },
        flow: { type: 'string' },
        execution: { type: 'string' },
      },
      additionalProperties: {},
    },
  },
}

/** What is known of the execution itself. */
const executionSchema: Json = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    startedAt: { type: 'string', format: 'date-time' },
    flow: { type: 'string' },
    url: { type: ['string', 'null'] },
  },
}

function child(reference: string, part: string | number): string {
  return reference + formatReference(['', part])
}
