import { randomFillSync } from 'node:crypto'

const counterBits = 26
const counterLimit = 2 ** counterBits
const randomBytesInId = 10
/** Asking the system for randomness costs more than the rest of an id, so it is asked for many ids at once. */
const idsInPool = 256

/**
 * Makes UUIDv7 (RFC 9562), in lower case. Ids of one generator sort as they were made, also within a millisecond
 * (method 1: a counter behind the time), which `crypto.randomUUIDv7` does not promise. The order of jobs relies on it.
 */
export function createIdSource(now: () => number): () => string {
  const pool = Buffer.allocUnsafe(randomBytesInId * idsInPool)
  let used = pool.length
  let lastMs = 0
  let counter = 0
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const random = used
    used += randomBytesInId
    const ms = now()
    if (ms > lastMs) {
      lastMs = ms
      // The top bit starts at zero, so that a burst has room to count.
      counter = pool.readUInt32BE(random) % (counterLimit / 2)
    } else if (++counter === counterLimit) {
      lastMs += 1
      counter = 0
    }
    const time = lastMs.toString(16).padStart(12, '0')
    const high = (counter >>> 14).toString(16).padStart(3, '0')
    const low = (0x8000 | (counter & 0x3fff)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${low}-${pool.toString('hex', random + 4, used)}`
  }
}

/** A new UUIDv7; later ones of this process sort after earlier ones. */
export const newId = createIdSource(Date.now)
