import { InputError } from '@keyway/sdk'
import type { Body, ExportCard } from './body.ts'

/** A body in execution order. */
export type OrderedNode =
  | { kind: 'card'; card: ExportCard }
  | { kind: 'if'; card: ExportCard; then: OrderedNode[]; otherwise: OrderedNode[]; join: ExportCard }

export interface OrderedBody {
  root: ExportCard
  /** Everything after the root. */
  nodes: OrderedNode[]
  /** Heads of if-lanes and drill-down cards: part of other cards, never steps. */
  hidden: ExportCard[]
}

/** Deepest nesting of If/Else in one body. Published flows have 3. */
const maxNesting = 100

/**
 * Brings the cards of a body into execution order. The stored order is a set of edges; without the hidden drill-down
 * cards it is a chain in which `control.if` opens two lanes that meet at a `control.join`. Every card of a lane also has
 * an edge to that join. Takes time linear in cards and edges.
 * @throws InputError for cycles, loose cards, and lanes that do not meet.
 */
export function orderBody(body: Body): OrderedBody {
  const decoder = createDecoder(body)
  const heads = new Set([...body.cards.values()].flatMap((card) => [...card.branches.keys()]))
  const isHidden = (card: ExportCard): boolean => heads.has(card.uuid) || isDrillDown(card)
  const visible = [...body.cards.values()].filter((card) => !isHidden(card))
  const roots = visible.filter((card) => !decoder.hasIncoming(card.uuid))
  const root = roots[0]
  if (root === undefined || roots.length > 1) {
    throw new InputError(
      `${body.place}: expected exactly one first card, found ${roots.length}` +
        `${roots.length > 1 ? ` (${roots.map((card) => card.title).join(', ')})` : ', the order is a cycle'}.`,
    )
  }
  const [, ...nodes] = decoder.chain(root.uuid, undefined, 0)
  const loose = visible.find((card) => !decoder.isPlaced(card.uuid))
  if (loose !== undefined) {
    throw new InputError(
      `${body.place}: the card "${loose.title}" (${loose.uuid}) is not connected to the first one.`,
    )
  }
  return { root, nodes, hidden: [...body.cards.values()].filter(isHidden) }
}

/** Reads parts of another card's output; hangs beside the chain. */
export function isDrillDown(card: ExportCard): boolean {
  return card.address.card === 'object.expand'
}

interface Decoder {
  chain: (first: string, stop: string | undefined, depth: number) => OrderedNode[]
  hasIncoming: (uuid: string) => boolean
  isPlaced: (uuid: string) => boolean
}

function createDecoder(body: Body): Decoder {
  const { successors, incoming } = readEdges(body)
  const placed = new Set<string>()

  const get = (uuid: string): ExportCard => {
    const card = body.cards.get(uuid)
    if (card === undefined) throw new InputError(`${body.place}: the card "${uuid}" does not exist.`)
    return card
  }
  const next = (uuid: string, stop: string | undefined): string | undefined => {
    const all = [...(successors.get(uuid) ?? [])]
    const others = all.filter((id) => id !== stop)
    if (others.length > 1) {
      throw new InputError(
        `${body.place}: the card "${get(uuid).title}" (${uuid}) has ${others.length} successors.`,
      )
    }
    return others[0] ?? (all.length > 0 ? stop : undefined)
  }
  const place = (card: ExportCard): ExportCard => {
    if (placed.has(card.uuid)) {
      throw new InputError(`${body.place}: the order leads to the card "${card.title}" (${card.uuid}) twice.`)
    }
    placed.add(card.uuid)
    return card
  }
  const lane = (head: string, join: string, depth: number): OrderedNode[] => {
    const first = next(head, join)
    return first === undefined || first === join ? [] : chain(first, join, depth)
  }
  const chain: Decoder['chain'] = (first, stop, depth) => {
    if (depth > maxNesting)
      throw new InputError(`${body.place}: more than ${maxNesting} If cards are nested.`)
    const nodes: OrderedNode[] = []
    let current: string | undefined = first
    while (current !== undefined && current !== stop) {
      const card = place(get(current))
      if (card.address.card !== 'control.if') {
        nodes.push({ kind: 'card', card })
        current = next(current, stop)
        continue
      }
      const { yes, no, join } = findLanes(card, successors, body)
      const then = lane(yes, join, depth + 1)
      const otherwise = lane(no, join, depth + 1)
      nodes.push({ kind: 'if', card, then, otherwise, join: place(get(join)) })
      current = next(join, stop)
    }
    return nodes
  }
  return { chain, hasIncoming: (uuid) => incoming.has(uuid), isPlaced: (uuid) => placed.has(uuid) }
}

type Successors = ReadonlyMap<string, ReadonlySet<string>>

/** Edges without those of drill-down cards, which only repeat the edge they hang beside. */
function readEdges(body: Body): { successors: Successors; incoming: ReadonlySet<string> } {
  const successors = new Map<string, Set<string>>()
  const incoming = new Set<string>()
  const drillDowns = new Set([...body.cards.values()].filter(isDrillDown).map((card) => card.uuid))
  for (const [from, to] of body.edges) {
    if (drillDowns.has(from) || drillDowns.has(to)) continue
    if (from === to) throw new InputError(`${body.place}: the card "${from}" follows itself.`)
    const found = successors.get(from) ?? new Set()
    successors.set(from, found.add(to))
    incoming.add(to)
  }
  return { successors, incoming }
}

function findLanes(
  card: ExportCard,
  successors: Successors,
  body: Body,
): { yes: string; no: string; join: string } {
  const heads = [...card.branches]
  const yes = heads.find(([, value]) => value)?.[0]
  const no = heads.find(([, value]) => !value)?.[0]
  if (yes === undefined || no === undefined || heads.length !== 2) {
    throw new InputError(
      `${body.place}: the If card "${card.uuid}" has ${heads.length} lanes; expected a true and a false one.`,
    )
  }
  const meeting = [...(successors.get(yes) ?? [])].filter(
    (id) => successors.get(no)?.has(id) === true && body.cards.get(id)?.address.card === 'control.join',
  )
  const join = meeting[0]
  if (join === undefined || meeting.length > 1) {
    throw new InputError(
      `${body.place}: the lanes of the If card "${card.uuid}" do not meet at exactly one join.`,
    )
  }
  return { yes, no, join }
}
