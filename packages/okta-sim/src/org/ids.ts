import { createHash, randomInt, randomUUID } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A new Okta object id: 20 characters, the kind as prefix (`00u` user, `00g` group, `0oa` app, `who` event hook). */
export function newId(prefix: string): string {
  return prefix + randomText(20 - prefix.length)
}

/** Letters and digits without meaning, for request ids, error ids and secrets. */
export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/**
 * The same id for the same name in each run, so that seeded objects can be quoted in a demo.
 * Everything that happens later gets random ids: a restarted org must not repeat ids of its former life.
 */
export function idFromName(prefix: string, name: string): string {
  const bytes = createHash('sha256').update(`${prefix}:${name}`).digest()
  const letters = Array.from(bytes, (byte) => alphabet[byte % alphabet.length])
  return prefix + letters.slice(0, 20 - prefix.length).join('')
}

export const newUuid = (): string => randomUUID()
