import { hash, timingSafeEqual } from 'node:crypto'

/** Compares secrets in a time that tells nothing of where they differ, nor of their lengths. */
export function secretEqual(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
