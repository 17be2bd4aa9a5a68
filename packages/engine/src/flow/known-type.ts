import { isJsonObject, toFormSchema, type Catalog, type Json, type ValueType, type z } from '@keyway/sdk'
import { typeOf } from '../interpreter/input-shape.ts'
import { parseReference, type ParsedReference, type Segment } from '../mapping/reference.ts'
import { isTemplate } from '../mapping/template.ts'
import type { Flow, Value } from './document.ts'
import { walkSteps } from './walk.ts'

/** Says which type a value of a flow will have, or undefined where that only shows at run time. */
export type KnownType = (value: Value) => ValueType | undefined

/** Reads types from the output schemas of cards and actions, from declared trigger inputs, and from `as`. */
export function createKnownType(flow: Flow, catalog: Catalog): KnownType {
  const outputs = new Map<string, z.ZodType>()
  const loops = new Set<string>()
  for (const step of walkSteps(flow.steps)) {
    if ('use' in step) {
      const schema = catalog.cards.get(step.use)?.output ?? catalog.actions.get(step.use)?.action.output
      if (schema !== undefined) outputs.set(step.id, schema)
    } else if ('do' in step) loops.add(step.id)
  }
  const schemas = new Map<z.ZodType, Json>()
  const jsonSchemaOf = (schema: z.ZodType): Json => {
    const known = schemas.get(schema) ?? JSON.parse(JSON.stringify(toFormSchema(schema, 'output')))
    schemas.set(schema, known)
    return known
  }

  function typeOfReference({ root, segments }: ParsedReference): ValueType | undefined {
    if (root === 'trigger') return typeOfInput(flow, segments)
    const [first] = segments
    if (loops.has(root) && segments.length === 1 && first?.kind === 'key') {
      return first.key === 'index' || first.key === 'count' ? 'number' : undefined
    }
    const output = outputs.get(root)
    return output === undefined ? undefined : known(schemaAt(jsonSchemaOf(output), segments))
  }

  return (value) => {
    if (typeof value === 'string') return isTemplate(value) ? 'text' : undefined
    if (!isJsonObject(value) || typeof value.ref !== 'string') return undefined
    if (value.as !== undefined) return undefined
    return typeOfReference(parseReference(value.ref))
  }
}

function typeOfInput({ trigger }: Flow, segments: readonly Segment[]): ValueType | undefined {
  if (!('inputs' in trigger)) return undefined
  const path = 'endpoint' in trigger ? segments.slice(1) : segments
  const [first, ...rest] = path
  if (first?.kind !== 'key' || rest.length > 0) return undefined
  if ('endpoint' in trigger && (segments[0]?.kind !== 'key' || segments[0].key !== 'inputs')) return undefined
  const type = trigger.inputs?.find(({ key }) => key === first.key)?.type
  return type === 'any' ? undefined : type
}

function known(schema: Json | undefined): ValueType | undefined {
  if (schema === undefined) return undefined
  const { type } = typeOf(schema)
  return type === 'any' ? undefined : type
}

/** The schema at a path; undefined where the schema leaves open what is there. */
function schemaAt(schema: Json | undefined, [segment, ...rest]: readonly Segment[]): Json | undefined {
  if (segment === undefined) return schema
  if (!isJsonObject(schema)) return undefined
  if (Array.isArray(schema.anyOf)) {
    const others = schema.anyOf.filter((option) => !(isJsonObject(option) && option.type === 'null'))
    return others.length === 1 ? schemaAt(others[0], [segment, ...rest]) : undefined
  }
  switch (segment.kind) {
    case 'key': {
      const { properties } = schema
      return isJsonObject(properties) && Object.hasOwn(properties, segment.key)
        ? schemaAt(properties[segment.key], rest)
        : undefined
    }
    case 'index':
    case 'filter':
      return schemaAt(schema.items, rest)
    case 'pluck': {
      const items = schemaAt(schema.items, rest)
      return items === undefined ? undefined : { type: 'array', items }
    }
  }
}
