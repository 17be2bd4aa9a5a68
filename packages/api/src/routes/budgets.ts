import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, time } from '../shapes.ts'

/** A rate limit of another system, as its answers and all processes of Keyway tell it. */
export const budget = z.object({
  /** Origin of the other system. */
  org: z.string(),
  /** What calls count in, by that system's name. */
  bucket: z.string(),
  /** Calls in a window. */
  limit: z.int(),
  windowSeconds: z.number(),
  /** Calls of flows in the present window. */
  usedByFlows: z.int(),
  usedByOthers: z.int(),
  /** Left of the window for everybody. */
  remaining: z.int(),
  /** What flows that are not urgent leave to others, in percent of the limit. */
  reservePercent: z.number(),
  /** Steps that wait for their turn. */
  waiting: z.int(),
  /** When the present window ends; null while none is open. */
  resetsAt: time.nullable(),
  seenAt: time,
})

/** When calls will be done at what the reserve allows. */
export const forecast = z.object({
  org: z.string(),
  bucket: z.string(),
  /** Calls still to be made. */
  calls: z.int(),
  /** Calls a minute that the reserve allows, shared with other work that is as urgent. */
  perMinute: z.number(),
  endsAt: time,
})

const callCount = z.coerce.number().int().min(1).max(1_000_000_000)

export const listBudgets = defineRoute({
  method: 'GET',
  path: '/api/budgets',
  access: 'viewer',
  summary: 'Rate limits of other systems: what flows and others use of them, and who waits',
  params: none,
  query: z.object({
    /** Only those of the system that this connection leads to. */
    connectionId: id.optional(),
  }),
  body: none,
  answer: z.object({ items: z.array(budget) }),
})

export const forecastCalls = defineRoute({
  method: 'GET',
  path: '/api/budgets/forecast',
  access: 'viewer',
  summary: 'When so many calls would be done at what the reserve allows, if they began now',
  params: none,
  query: z.object({
    org: z.string().min(1).max(500),
    bucket: z.string().min(1).max(500),
    calls: callCount,
    priority: z.enum(['incident', 'interactive', 'bulk']).default('bulk'),
  }),
  body: none,
  answer: forecast,
})
