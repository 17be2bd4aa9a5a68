import { isJsonObject, type Json } from '@keyway/sdk'

/** Removes secrets from what leaves: errors, outputs, logs. */
export interface Redactor {
  text: (value: string) => string
  json: (value: Json) => Json
  /** Masks these from now on as well: credentials that were obtained while the connection was in use. */
  add: (secrets: Iterable<string>) => void
}

const mask = '[secret]'
/** Shorter values are not secrets but would match everywhere. */
const shortestSecret = 4
/** A base64 fragment shorter than this matches ordinary text by chance. */
const shortestFragment = 8

/**
 * A redactor for these secrets: as they are, percent-encoded, form-encoded, JSON-escaped, in hexadecimal, and in base64,
 * also where base64 carries them inside a longer text (`user:password` of basic authentication).
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const known = new Set<string>()
  const forms = new Set<string>()
  let pattern: RegExp | undefined
  const add = (more: Iterable<string>) => {
    const added = [...more].filter((secret) => !known.has(secret))
    for (const secret of added) {
      known.add(secret)
      for (const form of formsOf(secret)) forms.add(form)
    }
    if (added.length === 0 || forms.size === 0) return
    const longestFirst = [...forms].sort((a, b) => b.length - a.length)
    pattern = new RegExp(longestFirst.map(escapePattern).join('|'), 'g')
  }
  add(secrets)
  const text = (value: string) => (pattern === undefined ? value : value.replace(pattern, mask))
  const json = (value: Json): Json => {
    if (pattern === undefined) return value
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(json)
    if (!isJsonObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), json(item)]))
  }
  return { text, json, add }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}

function formsOf(secret: string): string[] {
  if (secret.length < shortestSecret) return []
  const bytes = Buffer.from(secret)
  const encoded = encodeURIComponent(secret.toWellFormed())
  const lowerCaseEscapes = encoded.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
  const form = new URLSearchParams([['', secret]]).toString().slice(1)
  const hex = bytes.toString('hex')
  return [
    secret,
    encoded,
    lowerCaseEscapes,
    form,
    JSON.stringify(secret).slice(1, -1),
    ...(hex.length >= shortestFragment ? [hex, hex.toUpperCase()] : []),
    ...base64Forms(bytes),
  ]
}

/**
 * Base64 of the bytes at each of the three alignments they can have inside a longer text, without the characters that
 * also depend on their neighbours.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const start = Math.ceil((before * 8) / 6)
    const end = Math.floor(((before + bytes.length) * 8) / 6)
    const fragment = encoded.slice(start, end)
    return fragment.length < shortestFragment
      ? []
      : [fragment, fragment.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
