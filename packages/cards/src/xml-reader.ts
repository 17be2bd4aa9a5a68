import { InputError, type Json, type JsonObject } from '@keyway/sdk'
import { decodeEntities, xmlInvalid } from './xml-text.ts'

/** How elements become values; the names of Okta Workflows are those of xml2js, and so is the shape. */
export interface XmlOptions {
  /** Key under which an element has its attributes. */
  attributesKey: string
  /** Key under which an element has its text beside attributes or children. */
  textKey: string
  /** Text under its key always, also when there is nothing else. */
  explicitText: boolean
  trim: boolean
  /** Runs of blanks in text become one. */
  collapse: boolean
  lowerCaseTags: boolean
  /** Children as lists, also when there is one of a name. */
  lists: boolean
}

const deepest = 200
const longest = 10_000_000

interface Element {
  name: string
  attributes: Map<string, string>
  children: Map<string, Json[]>
  text: string[]
}

/**
 * The root element of an XML text as { name: value }. Of document type declarations only the name is read: entities of
 * one's own, which can grow without bounds or read files, do not exist here. Throws InputError `xml_invalid`,
 * `xml_too_large`.
 */
export function readXml(text: string, options: XmlOptions): { name: string; value: Json } {
  if (text.length > longest)
    throw tooLarge(`${String(text.length)} characters`, `${String(longest)} characters`)
  const reader = { text: text.startsWith('\ufeff') ? text.slice(1) : text, at: 0 }
  const open: Element[] = [createElement('')]
  while (reader.at < reader.text.length) readNext(reader, open, options)
  const [document, unclosed] = open
  if (unclosed !== undefined) throw xmlInvalid(reader, `the element <${unclosed.name}> is never closed`)
  const [root] = Array.from(document?.children ?? [])
  if (root === undefined) throw xmlInvalid(reader, 'there is no element')
  return { name: root[0], value: root[1][0] ?? null }
}

interface Reader {
  text: string
  at: number
}

function createElement(name: string): Element {
  return { name, attributes: new Map(), children: new Map(), text: [] }
}

function readNext(reader: Reader, open: Element[], options: XmlOptions): void {
  const { text, at } = reader
  const current = open.at(-1) ?? createElement('')
  if (text[at] !== '<') return readText(reader, open, current)
  if (text.startsWith('<!--', at)) return skipTo(reader, '-->')
  if (text.startsWith('<?', at)) return skipTo(reader, '?>')
  if (text.startsWith('<![CDATA[', at) && open.length > 1) {
    skipTo(reader, ']]>')
    current.text.push(text.slice(at + 9, reader.at - 3))
    return
  }
  if (text.startsWith('<!DOCTYPE', at)) return skipDocumentType(reader, open)
  if (text[at + 1] === '/') return closeElement(reader, open, options)
  openElement(reader, open, options)
}

function readText(reader: Reader, open: readonly Element[], current: Element): void {
  const next = reader.text.indexOf('<', reader.at)
  const raw = reader.text.slice(reader.at, next === -1 ? undefined : next)
  if (open.length === 1 && raw.trim() !== '')
    throw xmlInvalid(reader, 'there is text outside of the root element')
  if (open.length > 1) current.text.push(decodeEntities(raw, reader))
  reader.at += raw.length
}

function skipTo(reader: Reader, end: string): void {
  const found = reader.text.indexOf(end, reader.at)
  if (found === -1) throw xmlInvalid(reader, `"${end}" is missing`)
  reader.at = found + end.length
}

function skipDocumentType(reader: Reader, open: readonly Element[]): void {
  const start = reader.at
  skipTo(reader, '>')
  const isPlain = !reader.text.slice(start, reader.at).includes('[')
  if (!isPlain || open.length > 1) {
    throw xmlInvalid(
      { ...reader, at: start },
      'the document declares entities or elements of its own, which are not read',
    )
  }
}

const namePattern = /[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*/uy
const attributePattern = /\s+([\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy

function openElement(reader: Reader, open: Element[], options: XmlOptions): void {
  const start = reader.at
  reader.at += 1
  const element = createElement(readName(reader, options))
  for (;;) {
    attributePattern.lastIndex = reader.at
    const found = attributePattern.exec(reader.text)
    if (found === null) break
    const [whole, name = '', quoted, apostrophed] = found
    if (element.attributes.has(name)) throw xmlInvalid(reader, `the attribute "${name}" stands there twice`)
    element.attributes.set(name, decodeEntities(quoted ?? apostrophed ?? '', reader))
    reader.at += whole.length
  }
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at += 1
  const isEmpty = reader.text.startsWith('/>', reader.at)
  if (!isEmpty && reader.text[reader.at] !== '>')
    throw xmlInvalid({ ...reader, at: start }, 'a tag is not well formed')
  reader.at += isEmpty ? 2 : 1
  const [document] = open
  if (open.length === 1 && (document?.children.size ?? 0) > 0) {
    throw xmlInvalid({ ...reader, at: start }, 'there is a second root element')
  }
  if (open.length > deepest)
    throw tooLarge(`more than ${String(deepest)} levels`, `at most ${String(deepest)}`)
  open.push(element)
  if (isEmpty) leave(open, options)
}

function readName(reader: Reader, { lowerCaseTags }: XmlOptions): string {
  namePattern.lastIndex = reader.at
  const name = namePattern.exec(reader.text)?.[0]
  if (name === undefined) throw xmlInvalid(reader, 'the name of an element is missing')
  reader.at += name.length
  return lowerCaseTags ? name.toLowerCase() : name
}

function closeElement(reader: Reader, open: Element[], options: XmlOptions): void {
  const start = reader.at
  reader.at += 2
  const name = readName(reader, options)
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at += 1
  const current = open.length > 1 ? open.at(-1)?.name : undefined
  if (current !== name || reader.text[reader.at] !== '>') {
    const expected = current === undefined ? 'no closing tag' : `</${current}>`
    throw xmlInvalid({ ...reader, at: start }, `there is </${name}> where ${expected} is expected`)
  }
  reader.at += 1
  leave(open, options)
}

function leave(open: Element[], options: XmlOptions): void {
  const element = open.pop()
  const parent = open.at(-1)
  if (element === undefined || parent === undefined) return
  const siblings = parent.children.get(element.name)
  const value = toValue(element, options)
  if (siblings === undefined) parent.children.set(element.name, [value])
  else siblings.push(value)
}

/** An element with nothing but text is that text; else an object. */
function toValue({ attributes, children, text }: Element, options: XmlOptions): Json {
  const raw = text.join('')
  const collapsed = options.collapse ? raw.replace(/\s+/g, ' ') : raw
  const content = options.trim || options.collapse ? collapsed.trim() : collapsed
  const entries: [string, Json][] = []
  if (attributes.size > 0) entries.push([options.attributesKey, Object.fromEntries(attributes)])
  const isPlain = attributes.size === 0 && children.size === 0
  if (isPlain && !options.explicitText) return content
  // Blanks between children are layout.
  if (content.trim() !== '' || (isPlain && content !== '')) entries.push([options.textKey, content])
  for (const [name, values] of children) {
    entries.push([name, options.lists || values.length > 1 ? values : (values[0] ?? null)])
  }
  const value: JsonObject = Object.fromEntries(entries)
  return value
}

function tooLarge(found: string, expected: string): InputError {
  return new InputError(`The XML text has ${found}; expected ${expected}. Split it.`, {
    code: 'xml_too_large',
  })
}
