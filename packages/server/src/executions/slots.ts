import type { Priority } from '@keyway/engine'
import type { FlowShare } from '../db/hot-store.ts'

/** What the places of a process are shared by. */
export interface Standing {
  /** What a flow belongs to, for example the connection to its org; null for those that belong to nothing. */
  party: string | null
  priority: Priority | undefined
}

/**
 * The places of a process for executions that run, shared out so that no flow and no org can have all of them: whoever
 * holds many may have another only while many are free. One flow alone gets seven eighths; two that flood get seven
 * fifteenths each; and whoever holds none finds one.
 */
export interface Slots {
  /** Takes a place if the flow may have one. */
  take: (flowId: string) => boolean
  /** Takes a place whatever there is: for helpers, which run in their caller's place. */
  force: (flowId: string) => void
  give: (flowId: string) => void
  free: () => number
  taken: () => number
  /** How many of the places that are free each of these flows should have now, urgent ones first. */
  share: (flowIds: readonly string[], limit: number) => FlowShare[]
}

/** A flow may hold so many times what is free; all flows of one party together, somewhat more. */
const perFlow = 7
const perParty = 15
/** Of places that several want, so many parts go to each. */
const weights: Readonly<Record<Priority, number>> = { incident: 8, interactive: 4, bulk: 1 }
const standardWeight = 4

export function createSlots(total: number, standingOf: (flowId: string) => Standing): Slots {
  const held = new Map<string, number>()
  let taken = 0

  const free = (): number => Math.max(0, total - taken)
  const keyOf = (party: string): string => `party ${party}`
  const heldBy = (key: string): number => held.get(key) ?? 0

  function add(flowId: string, by: 1 | -1): void {
    taken += by
    const { party } = standingOf(flowId)
    for (const key of party === null ? [flowId] : [flowId, keyOf(party)]) {
      const count = heldBy(key) + by
      if (count <= 0) held.delete(key)
      else held.set(key, count)
    }
  }

  /** The most that may be added to what a key holds, so that it stays within `factor` times what is then free. */
  const roomOf = (key: string, factor: number, left: number): number =>
    left === 0
      ? 0
      : Math.max(heldBy(key) === 0 ? 1 : 0, Math.floor((factor * left - heldBy(key)) / (factor + 1)))

  function mayTake(flowId: string): boolean {
    const left = free()
    if (roomOf(flowId, perFlow, left) < 1) return false
    const { party } = standingOf(flowId)
    return party === null || roomOf(keyOf(party), perParty, left) >= 1
  }

  function share(flowIds: readonly string[], limit: number): FlowShare[] {
    const left = Math.min(limit, free())
    if (left === 0) return []
    const parties = Map.groupBy(flowIds, (flowId) => standingOf(flowId).party ?? flowId)
    const groups = [...parties].map(([party, flows]) => {
      const claimants = flows.map((flowId) => ({
        item: flowId,
        weight: weightOf(flowId),
        room: roomOf(flowId, perFlow, free()),
      }))
      const room = claimants.reduce((sum, claimant) => sum + claimant.room, 0)
      const hasParty = standingOf(flows[0] ?? '').party !== null
      return {
        flows: portions(claimants),
        room: hasParty ? Math.min(room, roomOf(keyOf(party), perParty, free())) : room,
        weight: Math.max(...flows.map(weightOf)),
      }
    })
    return portions(groups.map((item) => ({ item, weight: item.weight, room: item.room })))(left).flatMap(
      ([{ flows }, most]) => flows(most).map(([flowId, own]) => ({ flowId, most: own })),
    )
  }

  const weightOf = (flowId: string): number => {
    const { priority } = standingOf(flowId)
    return priority === undefined ? standardWeight : weights[priority]
  }

  return {
    take(flowId) {
      if (!mayTake(flowId)) return false
      add(flowId, 1)
      return true
    },
    force: (flowId) => add(flowId, 1),
    give: (flowId) => add(flowId, -1),
    free,
    taken: () => taken,
    share,
  }
}

interface Claimant<Item> {
  item: Item
  weight: number
  /** The most it may have. */
  room: number
}

/** Shares a number out by weight: at least one each while it lasts, the heavier first; what one may not have goes on. */
function portions<Item>(claimants: readonly Claimant<Item>[]): (amount: number) => [Item, number][] {
  const inOrder = claimants.filter(({ room }) => room > 0).toSorted((a, b) => b.weight - a.weight)
  return (amount) => {
    let left = amount
    let weight = inOrder.reduce((sum, claimant) => sum + claimant.weight, 0)
    const shares = new Map<Item, number>()
    // Those with the least room for their weight first, so that what they leave is shared by the others.
    for (const claimant of inOrder.toSorted((a, b) => a.room / a.weight - b.room / b.weight)) {
      const fair = Math.max(1, Math.floor((left * claimant.weight) / weight))
      const own = Math.min(fair, claimant.room)
      shares.set(claimant.item, own)
      left = Math.max(0, left - own)
      weight -= claimant.weight
    }
    let budget = amount
    return inOrder.flatMap(({ item }): [Item, number][] => {
      const own = Math.min(shares.get(item) ?? 0, budget)
      budget -= own
      return own === 0 ? [] : [[item, own]]
    })
  }
}
