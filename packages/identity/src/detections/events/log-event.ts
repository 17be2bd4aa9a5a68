import { isJsonObject, type Json } from '@keyway/sdk'
import { parseField, readField, type FieldValues } from './field.ts'

/** An event of the System Log as rules see it. Each field is read once, however many rules ask for it. */
export interface LogEvent {
  json: Json
  read: (path: string) => FieldValues
  /** Every text, number and boolean in it as text, for searches of the whole event. */
  texts: () => readonly string[]
}

export function toLogEvent(json: Json): LogEvent {
  const read = new Map<string, FieldValues>()
  let texts: string[] | undefined
  return {
    json,
    read(path) {
      const known = read.get(path)
      if (known !== undefined) return known
      const values = readField(parseField(path), json)
      read.set(path, values)
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
