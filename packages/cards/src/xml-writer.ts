import { InputError, isJsonObject, toText, type Json, type JsonObject } from '@keyway/sdk'
import { encodeText } from './xml-text.ts'

export interface XmlWriteOptions {
  attributesKey: string
  textKey: string
  /** Line feeds and blanks between elements. */
  pretty: boolean
}

const deepest = 200
const isName = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*$/u

/** One element, in the shape that `readXml` gives. Throws InputError `xml_unsayable` for what XML cannot hold. */
export function writeXml(name: string, value: Json, options: XmlWriteOptions): string {
  return writeElement({ name, value, depth: 0 }, options).join(options.pretty ? '\n' : '')
}

interface Written {
  name: string
  value: Json
  depth: number
}

/** The lines of an element; one for what has no children. */
function writeElement({ name, value, depth }: Written, options: XmlWriteOptions): string[] {
  if (depth > deepest) throw unsayable(`the value is more than ${String(deepest)} levels deep`)
  const indent = options.pretty ? '  '.repeat(depth) : ''
  const { attributes, text, children } = toParts(value, options)
  const tag = `${indent}<${checkName(name)}${attributes}`
  const lines = children.flatMap(([key, item]) =>
    (Array.isArray(item) ? item : [item]).flatMap((one) =>
      writeElement({ name: key, value: one, depth: depth + 1 }, options),
    ),
  )
  if (lines.length === 0) return [text === '' ? `${tag}/>` : `${tag}>${text}</${name}>`]
  return [`${tag}>${text}`, ...lines, `${indent}</${name}>`]
}

function toParts(value: Json, { attributesKey, textKey }: XmlWriteOptions) {
  if (Array.isArray(value)) throw unsayable('a list stands within a list')
  if (!isJsonObject(value)) return { attributes: '', text: encodeText(toText(value)), children: [] }
  const given = Object.hasOwn(value, attributesKey) ? (value[attributesKey] ?? null) : null
  const text = Object.hasOwn(value, textKey) ? (value[textKey] ?? null) : null
  return {
    attributes: isJsonObject(given) ? writeAttributes(given) : '',
    text: encodeText(toText(text)),
    children: Object.entries(value).filter(([key]) => key !== attributesKey && key !== textKey),
  }
}

function writeAttributes(attributes: JsonObject): string {
  return Object.entries(attributes)
    .map(
      ([name, value]) => ` ${checkName(name)}="${encodeText(toText(value)).replace(/[\t\n]/g, whitespace)}"`,
    )
    .join('')
}

/** Readers turn plain ones in attributes into blanks. */
function whitespace(sign: string): string {
  return sign === '\t' ? '&#9;' : '&#10;'
}

function checkName(name: string): string {
  if (isName.test(name)) return name
  throw unsayable(`"${name.slice(0, 80)}" is no name for an element or an attribute`)
}

function unsayable(found: string): InputError {
  return new InputError(`XML cannot hold this value: ${found}.`, { code: 'xml_unsayable' })
}
