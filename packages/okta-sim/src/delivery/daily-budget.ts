import type { Clock } from '../org/clock.ts'

const dayMs = 24 * 60 * 60 * 1000
const warningShare = 0.7

/** What an org may have delivered in 24 hours, which begin with the first event. */
export type DailyBudget = {
  /** Spends one event of the budget. False when nothing is left of it; what is refused is never delivered. */
  spend(): boolean
}

/** `warn` is told once a window, when 70 % are spent: of Okta's 400,000 that is 280,000. */
export function createDailyBudget(clock: Clock, limit: number, warn: (spent: number) => void): DailyBudget {
  let window = { endsAtMs: 0, spent: 0 }
  return {
    spend() {
      const now = clock().getTime()
      if (now >= window.endsAtMs) window = { endsAtMs: now + dayMs, spent: 0 }
      if (window.spent >= limit) return false
      window.spent += 1
      if (window.spent === Math.ceil(limit * warningShare)) warn(window.spent)
      return true
    },
  }
}
