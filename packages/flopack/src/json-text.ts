import { InputError } from '@keyway/sdk'
import { findDoubleKey } from './double-key.ts'

/** Largest export that is read, in characters. The largest published template has 1.4 million. */
const maxCharacters = 20 * 1024 * 1024

/** Deepest nesting of lists and objects that is read. The deepest published template has 33. */
const maxDepth = 250

/**
 * Parses the text of an untrusted file. Size and nesting are checked before anything is built, so that a hostile file
 * costs no more than one pass over its characters.
 * @throws InputError, naming the file.
 */
export function parseUntrustedJson(text: string, file: string): unknown {
  if (text.length > maxCharacters) {
    throw new InputError(
      `${file}: the file has ${text.length} characters; at most ${maxCharacters} are read.`,
    )
  }
  const keys = scan(text, file)
  // A byte order mark is no JSON, but editors add it.
  const parsed = parse(text.startsWith('\uFEFF') ? text.slice(1) : text, file)
  const kept = refusePrototypeKeys(parsed, file)
  // The parser keeps the last of two equal keys, and the flow or card under the first one would be lost unseen.
  if (kept !== keys) throw new InputError(`${file}: ${findDoubleKey(text)} Nothing is imported.`)
  return parsed
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new InputError(
      `${file}: not valid JSON (${detail}). Expected an export of Okta Workflows; export the flow again if it is cut off.`,
      { cause },
    )
  }
}

const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const colon = 0x3a

/** Refuses deep nesting, and counts the keys of all objects. */
function scan(text: string, file: string): number {
  let depth = 0
  let keys = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === backslash) index += 1
      else if (code === quote) inString = false
    } else if (code === quote) inString = true
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > maxDepth) {
        throw new InputError(
          `${file}: lists and objects are nested more than ${maxDepth} deep at character ${index}; no export is.`,
        )
      }
    } else if (code === closeBrace || code === closeBracket) depth -= 1
    else if (code === colon) keys += 1
  }
  return keys
}

/**
 * `__proto__` is no field name of any product, but it changes objects that are copied carelessly later on. Gives the
 * number of keys of all objects.
 */
function refusePrototypeKeys(root: unknown, file: string): number {
  let keys = 0
  const open: { value: object; path: string }[] = []
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) open.push({ value, path })
  }
  visit(root, '$')
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entries = Object.entries(next.value)
    if (!Array.isArray(next.value)) keys += entries.length
    for (const [key, value] of entries) {
      if (key === '__proto__') {
        throw new InputError(
          `${file}: ${next.path} has the key "__proto__", which no export has. Nothing is imported.`,
        )
      }
      // Paths are long and almost never shown: a list's items share the path of the list.
      visit(value, Array.isArray(next.value) ? next.path : `${next.path}.${key}`)
    }
  }
  return keys
}
