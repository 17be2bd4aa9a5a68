import { readXml } from '@keyway/cards'
import { FlowError, type Json, type JsonObject } from '@keyway/sdk'
import type { Delivery, Fault } from './source-kind.ts'

/** Deepest nesting that is read. Deeper data is no event, and some code that meets it later would exhaust its stack. */
const maximumDepth = 100
const maximumFields = 2_000
const utf8 = new TextDecoder('utf-8', { fatal: true })

export type DataReading = { kind: 'data'; text: string; data: Json } | Fault

/**
 * The body as data, by its content type: JSON, a form, or XML. Keys stay data, whatever they are called. What cannot be
 * read is a fault with a stable code.
 */
export function readData({ headers, body }: Pick<Delivery, 'headers' | 'body'>): DataReading {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    return { kind: 'fault', code: 'body_not_utf8' }
  }
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type.endsWith('+json')) return readJsonText(text)
  if (type === 'application/x-www-form-urlencoded') return readForm(text)
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return readXmlText(text)
  return { kind: 'fault', code: 'content_type_not_supported', status: 415 }
}

export function readJsonText(text: string): DataReading {
  if (isTooDeep(text)) return { kind: 'fault', code: 'body_too_deep' }
  try {
    const data: Json = JSON.parse(text)
    return { kind: 'data', text, data }
  } catch {
    return { kind: 'fault', code: 'body_not_json' }
  }
}

/** Fields by name; one that comes several times is a list. */
function readForm(text: string): DataReading {
  const fields = new Map<string, string[]>()
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if ((count += 1) > maximumFields) return { kind: 'fault', code: 'body_has_too_many_fields' }
    const known = fields.get(name)
    if (known === undefined) fields.set(name, [value])
    else known.push(value)
  }
  const data: JsonObject = Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
  return { kind: 'data', text, data }
}

function readXmlText(text: string): DataReading {
  const shape = { attributesKey: '$', textKey: '_', explicitText: false, trim: true, collapse: false }
  try {
    const { name, value } = readXml(text, { ...shape, lowerCaseTags: false, lists: false })
    return { kind: 'data', text, data: Object.fromEntries([[name, value]]) }
  } catch (error) {
    if (error instanceof FlowError) return { kind: 'fault', code: 'body_not_xml' }
    throw error
  }
}

/** Counts brackets outside of strings, before anything is built from the text. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) isString = false
    } else if (code === 0x22) isString = true
    else if (code === 0x5b || code === 0x7b) {
      depth += 1
      if (depth > maximumDepth) return true
    } else if (code === 0x5d || code === 0x7d) depth -= 1
  }
  return false
}
