import { createHash } from 'node:crypto'
import type { Random } from '../faults/random.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** What new ids and secrets are drawn from: the same row of numbers makes the same ids. */
export type IdSource = { readonly draw: Random }

/** A new Okta object id: 20 characters, the kind as prefix (`00u` user, `00g` group, `0oa` app, `who` event hook). */
export function newId(source: IdSource, prefix: string): string {
  return prefix + randomText(source, 20 - prefix.length)
}

/** Letters and digits without meaning, for request ids, error ids and secrets. */
export function randomText(source: IdSource, length: number): string {
  return Array.from({ length }, () => alphabet[randomBelow(source, alphabet.length)]).join('')
}

/** A whole number from 0 up to, and without, `limit`. */
export function randomBelow({ draw }: IdSource, limit: number): number {
  return Math.floor(draw() * limit)
}

/** The same id for the same name in each run, so that seeded objects can be quoted in a demo. */
export function idFromName(prefix: string, name: string): string {
  const bytes = createHash('sha256').update(`${prefix}:${name}`).digest()
  const letters = Array.from(bytes, (byte) => alphabet[byte % alphabet.length])
  return prefix + letters.slice(0, 20 - prefix.length).join('')
}

/** A random UUID of version 4. */
export function newUuid(source: IdSource): string {
  const hex = Array.from({ length: 32 }, () => randomBelow(source, 16).toString(16))
  hex[12] = '4'
  hex[16] = (8 + randomBelow(source, 4)).toString(16)
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
