/** How many of the latest are kept. */
const kept = 8
const name = 'keyway.palette.recent'

/** Keys of what this person took from the palette last, the latest first. It is a convenience of one browser. */
export function readRecent(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : []
  } catch {
    // A browser may keep nothing at all; then nothing is recent.
    return []
  }
}

export function noteRecent(key: string): void {
  try {
    const recent = [key, ...readRecent().filter((other) => other !== key)].slice(0, kept)
    localStorage.setItem(name, JSON.stringify(recent))
  } catch {
    // Nothing depends on it.
  }
}
