import { shareOf } from '../outbound/governor/priority.ts'
import type { Priority } from '@keyway/engine'

/** What a forecast stands on. Times are by this side's clock. */
export interface ForecastParts {
  limit: number
  windowMs: number
  /** Calls of flows in the window that ends then. */
  used: number
  resetsAt: number
  /** Part of the budget that belongs to others, 0 to 1. */
  reserve: number
  priority: Priority
  /** Pieces of work that share what is allowed, this one included. */
  sharers: number
  calls: number
  now: number
}

/** When so many calls are done, if they use each window as far as the reserve allows. */
export function forecastEnd(parts: ForecastParts): { perMinute: number; endsAt: number } {
  const { limit, windowMs, used, resetsAt, reserve, priority, sharers, calls, now } = parts
  const allowed = Math.max(1, Math.floor(limit * shareOf(priority, reserve)))
  const perWindow = Math.max(1, Math.floor(allowed / sharers))
  const perMinute = (perWindow * 60_000) / windowMs
  const isOpen = resetsAt > now
  const free = isOpen ? Math.max(0, Math.floor((allowed - used) / sharers)) : perWindow
  if (calls <= free) return { perMinute, endsAt: now }
  const end = isOpen ? resetsAt : now + windowMs
  return { perMinute, endsAt: Math.round(end + (Math.ceil((calls - free) / perWindow) - 1) * windowMs) }
}
