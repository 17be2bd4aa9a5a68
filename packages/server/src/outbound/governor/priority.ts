import type { Priority } from '@keyway/engine'

/** Classes of work, by who goes first. */
export const priorities: readonly Priority[] = ['incident', 'interactive', 'bulk']

/** How much of the reserve a class leaves to others: what a person waits for, and above all what stops harm, go into it. */
const leaves: Readonly<Record<Priority, number>> = { incident: 0.2, interactive: 0.5, bulk: 1 }

/** Part of a budget that work of a class may use, where so much of it (0 to 1) is reserved for others. */
export function shareOf(priority: Priority, reserve: number): number {
  return 1 - reserve * leaves[priority]
}

/** What of a budget stays to others although they have nearly used it up themselves. */
const leastLeft: Readonly<Record<Priority, number>> = { incident: 0, interactive: 0.05, bulk: 0.1 }

/** Part of a budget below which work of a class uses nothing, whoever used the rest. */
export function leastLeftOf(priority: Priority, reserve: number): number {
  return Math.min(leastLeft[priority], reserve)
}
