import { isJsonObject, type Json } from '@keyway/sdk'
import { derivedValues } from './derived-values.ts'
import { methodCodes } from './method-codes.ts'
import { unpackText } from './packed-text.ts'

/** Where rules look in an event of the System Log. Made once for each rule, read for each event. */
export interface Field {
  /** As the rule wrote it. */
  path: string
  /** The same for all ways to write it. */
  key: string
  segments: readonly Segment[]
}

interface Segment {
  /** As the rule wrote it, which is nearly always as the log has it. */
  name: string
  lower: string
  /** Where it may also be the place in a list. */
  index: number | undefined
}

/** What a path leads to. A list counts as each of its elements; `exists` is also true for null and empty lists. */
export interface FieldValues {
  exists: boolean
  values: readonly Json[]
}

/** Opens a text that holds an object; undefined for any other. */
type Unpack = (text: string) => Json | undefined

/** Names that rules use for a field that the System Log has elsewhere. */
const aliases: ReadonlyMap<string, string> = new Map([['result', 'outcome.result']])

/**
 * Compiles `actor.alternateId`, `target.0.displayName` and the like. Upper and lower case are the same, as published rules
 * have been written both ways.
 */
export function parseField(path: string): Field {
  const whole = aliases.get(path.toLowerCase()) ?? path
  const segments = whole.split('.').map((name) => ({
    name,
    lower: name.toLowerCase(),
    index: /^\d+$/.test(name) ? Number(name) : undefined,
  }))
  return { path, key: whole.toLowerCase(), segments }
}

/** All values at a field of an event. Without an index, a list stands for any of its elements. */
export function readField(field: Field, event: Json, unpack: Unpack = unpackText): FieldValues {
  const own = readOwn(field, event, unpack)
  const derived = derivedValues(field.key, event)
  return derived.length === 0 ? own : { exists: true, values: [...own.values, ...derived] }
}

function readOwn({ segments }: Field, event: Json, unpack: Unpack): FieldValues {
  let level: Json[] = [event]
  for (const segment of segments) {
    const next: Json[] = []
    for (const value of level) step(value, segment, { unpack, into: next })
    if (next.length === 0) return missing
    level = next
  }
  const values = level.some(Array.isArray) ? level.flatMap(elementsOf) : level
  return { exists: true, values: segments.at(-1)?.lower === 'methodtypeused' ? withCodes(values) : values }
}

const missing: FieldValues = { exists: false, values: [] }

function step(value: Json, segment: Segment, way: { unpack: Unpack; into: Json[] }): void {
  if (Array.isArray(value)) {
    if (segment.index === undefined) for (const element of value) step(element, segment, way)
    else way.into.push(...value.slice(segment.index, segment.index + 1))
    return
  }
  const object = typeof value === 'string' ? way.unpack(value) : value
  if (object === undefined || !isJsonObject(object)) return
  const { name, lower } = segment
  if (Object.hasOwn(object, name)) {
    way.into.push(object[name] ?? null)
    return
  }
  for (const key of Object.keys(object)) {
    if (key.length !== lower.length || key.toLowerCase() !== lower) continue
    way.into.push(object[key] ?? null)
    return
  }
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
