import { InputError, isJsonObject, type Json } from '@keyway/sdk'

/** One step down into a value. */
export type Segment =
  | { kind: 'key'; key: string }
  | { kind: 'index'; index: number }
  /** First item of a list whose `key` has this text. */
  | { kind: 'filter'; key: string; value: string }
  /** The rest of the path, for each item of a list. */
  | { kind: 'pluck' }

/** A parsed reference: `root.key["odd key"][0][type=User][*]`. */
export interface ParsedReference {
  root: string
  segments: Segment[]
}

const identifier = /^[A-Za-z_][A-Za-z0-9_-]*/
const digits = /^\d+(?=\])/
const quoted = /^"(?:[^"\\]|\\.)*"/
const filterKey = /^[A-Za-z_][A-Za-z0-9_-]*(?==)/
const bareValue = /^[^\]"]+(?=\])/

/** Parses a reference. Throws InputError that points at the character where it stops making sense. */
export function parseReference(text: string): ParsedReference {
  const trimmed = text.trim()
  const root = identifier.exec(trimmed)?.[0]
  if (root === undefined) throw malformed(text, 0, 'the name of a step, "trigger" or "execution"')
  const segments: Segment[] = []
  let at = root.length
  while (at < trimmed.length) {
    const found = trimmed[at] === '.' ? readKey(trimmed, at + 1) : readBracket(trimmed, at)
    if (found === undefined) throw malformed(text, at, 'a ".key", ["key"], [0], [key=value] or [*]')
    segments.push(found.segment)
    at = found.end
  }
  return { root, segments }
}

interface Found {
  segment: Segment
  end: number
}

function readKey(text: string, start: number): Found | undefined {
  const key = identifier.exec(text.slice(start))?.[0] ?? /^\d+/.exec(text.slice(start))?.[0]
  return key === undefined ? undefined : { segment: { kind: 'key', key }, end: start + key.length }
}

function readBracket(text: string, start: number): Found | undefined {
  if (text[start] !== '[') return undefined
  const inner = text.slice(start + 1)
  const close = (length: number, segment: Segment): Found | undefined =>
    inner[length] === ']' ? { segment, end: start + length + 2 } : undefined
  if (inner.startsWith('*]')) return close(1, { kind: 'pluck' })
  const index = digits.exec(inner)?.[0]
  if (index !== undefined) return close(index.length, { kind: 'index', index: Number(index) })
  const key = quoted.exec(inner)?.[0]
  if (key !== undefined) return close(key.length, { kind: 'key', key: unquote(key) })
  const name = filterKey.exec(inner)?.[0]
  if (name === undefined) return undefined
  const rest = inner.slice(name.length + 1)
  const value = quoted.exec(rest)?.[0] ?? bareValue.exec(rest)?.[0]
  if (value === undefined) return undefined
  const plain = value.startsWith('"') ? unquote(value) : value
  return close(name.length + 1 + value.length, { kind: 'filter', key: name, value: plain })
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch (cause) {
    throw new InputError(`The quoted key ${text} is not a JSON string.`, {
      code: 'reference_malformed',
      cause,
    })
  }
}

function malformed(text: string, at: number, expected: string): InputError {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text
  return new InputError(
    `The reference "${shown}" cannot be read at character ${at + 1}: expected ${expected}. ` +
      'Write {"const": …} for text that is not meant as a reference.',
    { code: 'reference_malformed' },
  )
}

/** Writes a reference from its root and keys; numbers are list indexes. Keys that are no plain names are quoted. */
export function formatReference(path: readonly (string | number)[]): string {
  return path
    .map((part, position) => {
      if (typeof part === 'number') return `[${part}]`
      if (position === 0) return part
      return identifier.exec(part)?.[0] === part ? `.${part}` : `[${JSON.stringify(part)}]`
    })
    .join('')
}

/** Follows segments into a value. What is not there is null; only own properties are seen. */
export function follow(value: Json, segments: readonly Segment[], from = 0): Json {
  let current = value
  for (let position = from; position < segments.length; position += 1) {
    const segment = segments[position]
    if (segment === undefined || current === null) return null
    if (segment.kind === 'pluck') {
      if (!Array.isArray(current)) return null
      return current.map((item) => follow(item, segments, position + 1))
    }
    current = stepInto(current, segment)
  }
  return current
}

function stepInto(value: Json, segment: Exclude<Segment, { kind: 'pluck' }>): Json {
  if (Array.isArray(value)) {
    if (segment.kind === 'index') return value[segment.index] ?? null
    if (segment.kind === 'filter') return value.find((item) => hasText(item, segment)) ?? null
    return /^\d+$/.test(segment.key) ? (value[Number(segment.key)] ?? null) : null
  }
  if (!isJsonObject(value) || segment.kind === 'filter') return null
  const key = segment.kind === 'index' ? String(segment.index) : segment.key
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null
}

function hasText(item: Json, filter: { key: string; value: string }): boolean {
  if (!isJsonObject(item) || !Object.hasOwn(item, filter.key)) return false
  const found = item[filter.key]
  return typeof found === 'string' ? found === filter.value : JSON.stringify(found) === filter.value
}
