import { hash } from 'node:crypto'

const keyBytes = 16
const timeBytes = 6
/** 100-nanosecond steps from 1582-10-15, where UUIDs of version 1 count from, to 1970, in milliseconds. */
const before1970Ms = 12_219_292_800_000
/** A UUID of version 1 at the end of a text: the low, middle and high part of its time. */
const timeUuid = /([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Makes the key of an event's identity. */
export type EventKeys = (identity: string) => Buffer

/**
 * What stands for an event's identity where it is looked for, 16 bytes. The ids of Okta's events hold the time (UUID
 * version 1, RFC 9562): their keys begin with it, so that those of one moment lie together, and a batch touches few pages
 * of however large an index. All other keys are a digest alone.
 *
 * @param since From which time on, in milliseconds since 1970, ids are keyed so. Those of before have the digest that
 *   earlier versions gave them: what decides is the id, so every process gives the same event the same key.
 */
export function createEventKeys(since: number): EventKeys {
  return (identity) => {
    const digest = hash('sha256', identity, 'buffer').subarray(0, keyBytes)
    const parts = timeUuid.exec(identity)
    if (parts === null) return digest
    const [, low = '', middle = '', high = ''] = parts
    if (toMs(`${high}${middle}`, low) < since) return digest
    // Without its last 12 bits, which is 0.4 ms; the other 10 bytes are of the digest.
    const time = `${high}${middle}${low}`.slice(0, timeBytes * 2)
    return Buffer.concat([Buffer.from(time, 'hex'), digest.subarray(0, keyBytes - timeBytes)])
  }
}

function toMs(high: string, low: string): number {
  const steps = Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16)
  return steps / 10_000 - before1970Ms
}
