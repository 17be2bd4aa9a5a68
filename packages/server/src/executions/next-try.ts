import type { Retry } from '@keyway/engine'
import type { ErrorData } from '@keyway/sdk'

/** Tries of an action by Keyway's own rules, before the error reaches the flow. */
const standardTries = 5
const firstWaitMs = 500
const longestWaitMs = 60_000

/**
 * Milliseconds until an action is tried again after an error; null when it is not. Only what the other side calls
 * temporary is tried again, and not before the other side said.
 *
 * @param tries How often it was tried so far.
 */
export function nextTry(error: ErrorData, tries: number, retry?: Retry): number | null {
  if (error.retry === 'never' || tries >= (retry === undefined ? standardTries : retry.times + 1)) return null
  const asked = error.retryAfterMs ?? 0
  if (retry?.waitSeconds !== undefined) return Math.max(asked, draw(retry.waitSeconds) * 1000)
  return Math.min(Math.max(asked, asked > 0 ? 0 : firstWaitMs * 2 ** (tries - 1)), longestWaitMs)
}

function draw(wait: number | [number, number]): number {
  if (typeof wait === 'number') return wait
  const [least, most] = wait
  return least + Math.random() * Math.max(0, most - least)
}
