import { curve } from './curve.ts'

/** Something in the picture. */
export interface GraphNode {
  id: string
  label: string
  kind: 'person' | 'group' | 'app' | 'role' | 'more' | 'event' | 'flow' | 'thing' | 'missing'
  /** What the label does not say. */
  hint?: string
  /** Address of its page. */
  to: string | null
}

export interface GraphEdge {
  from: string
  to: string
  isDashed: boolean
}

export interface Graph {
  /** Columns, left to right. */
  layers: readonly (readonly GraphNode[])[]
  edges: readonly GraphEdge[]
}

export interface PlacedNode extends GraphNode {
  x: number
  y: number
}

export interface Placed {
  width: number
  height: number
  nodes: readonly PlacedNode[]
  lines: readonly (GraphEdge & { key: string; path: string })[]
}

export const box = { width: 190, height: 30, gapX: 90, gapY: 10 }
const margin = 8

/**
 * Places the layers as columns from left to right. Each column is in the order of the middle of what leads to its nodes,
 * so that lines cross little, and is centred.
 */
export function layOut({ layers, edges }: Graph): Placed {
  const ordered = orderLayers(layers, edges)
  const tallest = Math.max(1, ...ordered.map((layer) => layer.length))
  const height = tallest * (box.height + box.gapY) - box.gapY + 2 * margin
  const nodes = ordered.flatMap((layer, column) => {
    const own = layer.length * (box.height + box.gapY) - box.gapY
    const top = (height - own) / 2
    return layer.map((node, row): PlacedNode => ({
      ...node,
      x: margin + column * (box.width + box.gapX),
      y: top + row * (box.height + box.gapY),
    }))
  })
  const at = new Map(nodes.map((node) => [node.id, node]))
  const lines = edges.flatMap((edge) => {
    const [start, end] = [at.get(edge.from), at.get(edge.to)]
    if (start === undefined || end === undefined) return []
    const path = curve(
      { x: start.x + box.width, y: start.y + box.height / 2 },
      { x: end.x, y: end.y + box.height / 2 },
    )
    return [{ ...edge, key: `${edge.from} ${edge.to}`, path }]
  })
  const width = ordered.length * (box.width + box.gapX) - box.gapX + 2 * margin
  return { width, height, nodes, lines }
}

function orderLayers(layers: Graph['layers'], edges: Graph['edges']): GraphNode[][] {
  const place = new Map<string, number>()
  return layers.map((layer) => {
    const middle = new Map(
      layer.map(({ id }, index) => {
        const before = edges.filter(({ to }) => to === id).flatMap(({ from }) => place.get(from) ?? [])
        const sum = before.reduce((total, each) => total + each, 0)
        return [id, before.length === 0 ? index / Math.max(1, layer.length) : sum / before.length]
      }),
    )
    const sorted = layer.toSorted((a, b) => (middle.get(a.id) ?? 0) - (middle.get(b.id) ?? 0))
    sorted.forEach(({ id }, index) => place.set(id, index / Math.max(1, sorted.length)))
    return sorted
  })
}
