import type { BurstPlan } from './measure-burst.ts'
import type { CatchUpPlan } from './measure-catch-up.ts'
import type { GovernorPlan } from './measure-governor.ts'

/** How much is measured. */
export interface Plan {
  /** Loads of each kind; figures are their median. */
  runs: number
  loadSeconds: number
  /** Peers are slow: a short load would end before much of it is done. */
  peerLoadSeconds: number
  warmUpSeconds: number
  /** Deliveries under way at the same time under load. */
  connections: number
  /** How long the quiet part lasts, at `quietPerSecond`. */
  quietSeconds: number
  quietPerSecond: number
  /** Whether the limit of the design is measured at half of its rate and at a quiet one too. */
  limitAtRest: boolean
  /** Turns of a loop in one execution, items of a list and rows of a table. */
  turns: number
  governor: GovernorPlan
  burst: BurstPlan
  catchUp: CatchUpPlan
}

/** About six minutes without peers. */
const standard: Plan = {
  runs: 3,
  loadSeconds: 2.5,
  peerLoadSeconds: 12,
  // The compiler needs some seconds of load until all that is hot is fast.
  warmUpSeconds: 5,
  connections: 64,
  quietSeconds: 4,
  quietPerSecond: 20,
  limitAtRest: false,
  turns: 100_000,
  governor: { reads: 8_000, limit: 6_000, windowMs: 10_000 },
  burst: { deliveries: 200, connections: 16 },
  catchUp: { events: 10_000, days: 5 },
}
/** A quarter of an hour: for figures that others are compared with. */
const thorough: Plan = {
  ...standard,
  runs: 5,
  loadSeconds: 5,
  warmUpSeconds: 5,
  quietSeconds: 15,
  limitAtRest: true,
  turns: 1_000_000,
  governor: { reads: 50_000, limit: 28_000, windowMs: 25_000 },
  burst: { deliveries: 2_000, connections: 16 },
  catchUp: { events: 100_000, days: 5 },
}
/** Under a minute: shows whether all works and about how fast, but not how noisy the figures are. */
const quick: Plan = {
  ...standard,
  runs: 1,
  loadSeconds: 2.5,
  peerLoadSeconds: 6,
  warmUpSeconds: 1,
  quietSeconds: 3,
  turns: 100_000,
  governor: { reads: 8_000, limit: 6_000, windowMs: 10_000 },
  burst: { deliveries: 200, connections: 16 },
  catchUp: { events: 10_000, days: 5 },
}

export function choosePlan(options: {
  kind: 'quick' | 'standard' | 'thorough'
  runs: number | undefined
}): Plan {
  const plan = { quick, standard, thorough }[options.kind]
  return options.runs === undefined ? plan : { ...plan, runs: options.runs }
}
