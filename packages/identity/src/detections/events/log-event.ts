import { isJsonObject, type Json } from '@keyway/sdk'
import { readField, type Field, type FieldValues } from './field.ts'
import { unpackText } from './packed-text.ts'

/** An event of the System Log as rules see it. Each field is read once, however many rules ask for it. */
export interface LogEvent {
  json: Json
  read: (field: Field) => FieldValues
  /** Every text, number and boolean in it as text, for searches of the whole event. */
  texts: () => readonly string[]
}

export function toLogEvent(json: Json): LogEvent {
  const read = new Map<string, FieldValues>()
  const unpacked = new Map<string, Json | undefined>()
  let texts: string[] | undefined

  function unpack(text: string): Json | undefined {
    if (unpacked.has(text)) return unpacked.get(text)
    const value = unpackText(text)
    unpacked.set(text, value)
    return value
  }

  return {
    json,
    read(field) {
      const known = read.get(field.key)
      if (known !== undefined) return known
      const values = readField(field, json, unpack)
      read.set(field.key, values)
      return values
    },
    texts: () => (texts ??= [...scalarsOf(json)]),
  }
}

/** A scalar as text; undefined for null, lists and objects, which equal no text. */
export function toText(value: Json): string | undefined {
  return typeof value === 'object' ? undefined : String(value)
}

function* scalarsOf(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const element of value) yield* scalarsOf(element)
  else if (isJsonObject(value)) for (const element of Object.values(value)) yield* scalarsOf(element)
  else if (value !== null) yield String(value)
}
