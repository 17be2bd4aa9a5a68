import { isJsonObject, type Json } from '@keyway/sdk'
import { derivedValues } from './derived-values.ts'
import { methodCodes } from './method-codes.ts'
import { unpackText } from './packed-text.ts'

/** Where rules look in an event of the System Log. */
export interface Field {
  /** As the rule wrote it. */
  path: string
  segments: readonly string[]
}

/** What a path leads to. A list counts as each of its elements; `exists` is also true for null and empty lists. */
export interface FieldValues {
  exists: boolean
  values: readonly Json[]
}

/** Names that rules use for a field that the System Log has elsewhere. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map([['result', ['outcome', 'result']]])

/**
 * Reads `actor.alternateId`, `target.0.displayName` and the like. Upper and lower case are the same, as published rules
 * have been written both ways.
 */
export function parseField(path: string): Field {
  const segments = path.toLowerCase().split('.')
  return { path, segments: aliases.get(segments.join('.')) ?? segments }
}

/** All values at a field of an event. Without an index, a list stands for any of its elements. */
export function readField(field: Field, event: Json): FieldValues {
  const own = readOwn(field, event)
  const derived = derivedValues(field.segments.join('.'), event)
  return derived.length === 0 ? own : { exists: true, values: [...own.values, ...derived] }
}

function readOwn({ segments }: Field, event: Json): FieldValues {
  let level: Json[] = [event]
  for (const segment of segments) {
    level = level.flatMap((value) => step(value, segment))
    if (level.length === 0) return missing
  }
  const values = level.flatMap(elementsOf)
  return { exists: true, values: segments.at(-1) === 'methodtypeused' ? withCodes(values) : values }
}

const missing: FieldValues = { exists: false, values: [] }

function step(value: Json, segment: string): Json[] {
  if (Array.isArray(value)) {
    if (/^\d+$/.test(segment)) return value.slice(Number(segment), Number(segment) + 1)
    return value.flatMap((element) => step(element, segment))
  }
  const object = typeof value === 'string' ? unpackText(value) : value
  if (!isJsonObject(object)) return []
  for (const key of Object.keys(object)) {
    if (key.length === segment.length && key.toLowerCase() === segment) return [object[key] ?? null]
  }
  return []
}

function elementsOf(value: Json): Json[] {
  return Array.isArray(value) ? value.flatMap(elementsOf) : [value]
}

/** Events name ways of authenticating as people read them; rules name their codes. Either matches. */
function withCodes(values: readonly Json[]): Json[] {
  return values.flatMap((value) => {
    const code = typeof value === 'string' ? methodCodes.get(value.toLowerCase()) : undefined
    return code === undefined ? [value] : [value, code]
  })
}
