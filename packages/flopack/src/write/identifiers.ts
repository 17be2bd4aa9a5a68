/** Makes ids that are the same on every run, so that two exports of the same flows have the same text. */
export interface Identifiers {
  /** Id of a card or field: nine characters, unique for this seed. */
  next: () => string
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function createIdentifiers(seed: string): Identifiers {
  const taken = new Set<string>()
  let count = 0
  const next = (): string => {
    count += 1
    const id = shortId(`${seed}#${count}`)
    if (taken.has(id)) return next()
    taken.add(id)
    return id
  }
  return { next }
}

function shortId(text: string): string {
  let high = hash(text, 1)
  let low = hash(text, 2)
  let id = ''
  for (let at = 0; at < 9; at += 1) {
    id += alphabet.charAt(low & 63)
    low = (low >>> 6) | ((high & 63) << 26)
    high >>>= 6
  }
  return id
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Flows, tables, folders and connections of an export are keyed by UUID: the id itself if it is one. */
export function toUuid(kind: string, id: string): string {
  if (uuid.test(id)) return id
  const hex = [1, 2, 3, 4].map((salt) => hash(`${kind}:${id}`, salt).toString(16).padStart(8, '0')).join('')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20)].join('-')
}

/** MurmurHash3, 32 bits, over UTF-16 units: spreads well; nothing here is secret. */
function hash(text: string, seed: number): number {
  let state = Math.imul(seed, 0x9e3779b1)
  for (let at = 0; at < text.length; at += 1) {
    let unit = Math.imul(text.charCodeAt(at), 0xcc9e2d51)
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593)
    state ^= unit
    state = (Math.imul((state << 13) | (state >>> 19), 5) + 0xe6546b64) | 0
  }
  state ^= text.length
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return (state ^ (state >>> 16)) >>> 0
}
