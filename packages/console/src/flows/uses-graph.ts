import { flowUsesTexts as texts } from '../texts/flow-uses.ts'
import type { Graph, GraphEdge, GraphNode } from '../ui/graph/layout.ts'
import { aboutOf, type FlowUses, type Used } from './uses-about.ts'

/**
 * Flows as a picture: the events that start them, those that nobody calls, the helpers they call, column by column, and on
 * the right the tables and connections they use. A flow that has to do with nothing is left out.
 *
 * @param about what the page is narrowed to; that node leads on to its flow
 */
export function toUsesGraph(shown: readonly FlowUses[], about: string | null): Graph {
  const flowNodes = new Map<string, GraphNode>()
  const depths = depthsOf(shown)
  const events = new Map<string, GraphNode>()
  const things = new Map<string, GraphNode>()
  const missing = new Map<string, { node: GraphNode; depth: number }>()
  const edges: GraphEdge[] = []
  const link = (from: string, to: string, isDashed = false) => void edges.push({ from, to, isDashed })

  for (const flow of shown) {
    flowNodes.set(flow.id, flowNode(flow, about))
    if (flow.event !== null) {
      const id = aboutOf('event', flow.event)
      events.set(id, thingNode('event', flow.event, true))
      link(id, flow.id, !flow.isOn)
    }
    for (const { name, flowId } of flow.calls) {
      const id = flowId ?? aboutOf('flow', name)
      if (flowId === null) {
        const depth = (depths.get(flow.id) ?? 0) + 1
        missing.set(id, { node: missingNode(name), depth: Math.max(depth, missing.get(id)?.depth ?? 0) })
      }
      link(flow.id, id, !flow.isOn)
    }
    for (const name of flow.tables) {
      things.set(aboutOf('table', name), thingNode('table', name, true))
      link(flow.id, aboutOf('table', name), !flow.isOn)
    }
    for (const { name, connectionId } of flow.connections) {
      const id = aboutOf('connection', name)
      const isBound = connectionId !== null && things.get(id)?.kind !== 'missing'
      things.set(id, thingNode('connection', name, isBound))
      link(flow.id, id, !flow.isOn)
    }
  }
  const known = new Set([...flowNodes.keys(), ...events.keys(), ...things.keys(), ...missing.keys()])
  const drawn = edges.filter(({ from, to }) => known.has(from) && known.has(to))
  const joined = new Set(drawn.flatMap(({ from, to }) => [from, to]))
  const columns: GraphNode[][] = []
  for (const [id, node] of flowNodes) if (joined.has(id)) (columns[depths.get(id) ?? 0] ??= []).push(node)
  for (const { node, depth } of missing.values()) (columns[depth] ??= []).push(node)
  const layers = [[...events.values()], ...columns, [...things.values()]]
  return { layers: layers.filter((layer) => layer !== undefined && layer.length > 0), edges: drawn }
}

/** How many calls lie between a flow and one that nobody calls, the longest way. A circle of calls counts once. */
function depthsOf(shown: readonly FlowUses[]): ReadonlyMap<string, number> {
  const callers = new Map<string, string[]>()
  for (const { id, calls } of shown) {
    for (const { flowId } of calls)
      if (flowId !== null) callers.set(flowId, [...(callers.get(flowId) ?? []), id])
  }
  const depths = new Map<string, number>()
  const measure = (id: string, above: ReadonlySet<string>): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    const within = new Set([...above, id])
    const before = (callers.get(id) ?? []).filter((caller) => !within.has(caller))
    const depth = Math.max(-1, ...before.map((caller) => measure(caller, within))) + 1
    if (above.size === 0) depths.set(id, depth)
    return depth
  }
  for (const { id } of shown) measure(id, new Set())
  return depths
}

function flowNode({ id, name, isOn }: FlowUses, about: string | null): GraphNode {
  const own = aboutOf('flow', name)
  return {
    id,
    label: name,
    kind: 'flow',
    hint: isOn ? texts.nodes.flow : texts.nodes.flowOff,
    to: about === own ? `/flows/${id}` : addressOf(own),
  }
}

function thingNode(kind: Exclude<Used, 'flow'>, name: string, isBound: boolean): GraphNode {
  const id = aboutOf(kind, name)
  const drawnAs = kind === 'event' ? 'event' : isBound ? 'thing' : 'missing'
  return {
    id,
    label: name,
    kind: drawnAs,
    hint: isBound ? texts.nodes[kind] : `${texts.nodes[kind]}, ${texts.unbound}`,
    to: addressOf(id),
  }
}

function missingNode(name: string): GraphNode {
  const id = aboutOf('flow', name)
  return { id, label: name, kind: 'missing', hint: texts.missing, to: addressOf(id) }
}

function addressOf(about: string): string {
  return `?${new URLSearchParams({ about }).toString()}`
}
