/** Start of an execution's random sequence, from the seed in its journal. */
export function seedRandom(seed: string): number {
  // FNV-1a: spreads the seed's characters over 32 bits.
  let hash = 0x811c9dc5
  for (let at = 0; at < seed.length; at += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/** Next number in [0, 1) and the sequence's new position (mulberry32). For samples and test data, never for secrets. */
export function nextRandom(position: number): { value: number; position: number } {
  const next = (position + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(next ^ (next >>> 15), next | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000, position: next }
}
