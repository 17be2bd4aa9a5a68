import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { Segment } from '../mapping/reference.ts'

/** Why a path surely leads to nothing. */
export interface Dead {
  /** Index of the segment that finds nothing. */
  at: number
  /** The names that are there instead; undefined where the value is no object at all. */
  known?: readonly string[]
  /** The JSON Schema of the value that the segment was looked up in. */
  inside: Json
}

/** What a path leads to: a JSON Schema, nothing for sure, or unknown (undefined). */
export type Followed = { schema: Json } | { dead: Dead } | undefined

/** Follows a reference's segments into the JSON Schema of a value, as `follow` does into the value itself. */
export function followSchema(schema: Json, segments: readonly Segment[], from = 0): Followed {
  let current = schema
  for (let at = from; at < segments.length; at += 1) {
    const segment = segments[at]
    if (segment === undefined || !isJsonObject(current)) return undefined
    const only = schemaBesideNull(current)
    if (only === undefined) return undefined
    if (segment.kind === 'pluck') return pluck(only, segments, at)
    const next = into(only, segment, at)
    if (next === undefined || 'dead' in next) return next
    current = next.schema
  }
  return { schema: current }
}

function pluck(schema: Json, segments: readonly Segment[], at: number): Followed {
  if (!isJsonObject(schema)) return undefined
  if (isScalar(schema) || isClearlyObject(schema)) return { dead: { at, inside: schema } }
  if (schema.type !== 'array' || schema.items === undefined) return undefined
  const items = followSchema(schema.items, segments, at + 1)
  if (items === undefined || 'dead' in items) return items
  return { schema: { type: 'array', items: items.schema } }
}

function into(schema: Json, segment: Exclude<Segment, { kind: 'pluck' }>, at: number): Followed {
  if (!isJsonObject(schema)) return undefined
  const dead: Followed = { dead: { at, inside: schema } }
  if (isScalar(schema)) return dead
  if (schema.type === 'array') {
    const isKey = segment.kind === 'key' && !/^\d+$/.test(segment.key)
    return isKey ? dead : schema.items === undefined ? undefined : { schema: schema.items }
  }
  if (schema.type !== 'object') return undefined
  if (segment.kind === 'filter') return isClearlyObject(schema) ? dead : undefined
  const { properties, additionalProperties } = schema
  const key = segment.kind === 'index' ? String(segment.index) : segment.key
  const known = isJsonObject(properties) ? properties : {}
  if (Object.hasOwn(known, key)) return { schema: known[key] ?? {} }
  if (additionalProperties === false) return { dead: { at, inside: schema, known: Object.keys(known) } }
  return isJsonObject(additionalProperties) ? { schema: additionalProperties } : undefined
}

/** The schema beside null, where there is one only: a value that may be null is looked into as if it were there. */
export function schemaBesideNull(schema: Json): Json | undefined {
  if (!isJsonObject(schema)) return undefined
  if (Array.isArray(schema.type)) {
    const others = schema.type.filter((type) => type !== 'null')
    return others.length === 1 ? { ...schema, type: others[0] ?? null } : undefined
  }
  if (!Array.isArray(schema.anyOf)) return schema
  const others = schema.anyOf.filter((option) => !(isJsonObject(option) && option.type === 'null'))
  return others.length === 1 && others[0] !== undefined ? schemaBesideNull(others[0]) : undefined
}

/** Where a declaration says "object" and nothing more, a list may come: the body of an answer is one or the other. */
function isClearlyObject({ type, additionalProperties }: JsonObject): boolean {
  return type === 'object' && additionalProperties !== undefined
}

function isScalar(schema: Json): boolean {
  const type = isJsonObject(schema) ? schema.type : undefined
  return type === 'string' || type === 'number' || type === 'integer' || type === 'boolean'
}
