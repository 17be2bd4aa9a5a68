import type { PlacedNode } from './layout.ts'

/** The linked node that an arrow key leads to from another: the next in its column, or the closest of the column beside. */
export function neighbourOf(nodes: readonly PlacedNode[], id: string, key: string): string | undefined {
  const at = nodes.find((node) => node.id === id)
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[key]
  if (at === undefined || step === undefined) return undefined
  const linked = nodes.filter(({ to }) => to !== null)
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const column = linked.filter(({ x }) => x === at.x)
    return column[column.indexOf(at) + step]?.id
  }
  const columns = [...new Set(linked.map(({ x }) => x))].toSorted((a, b) => a - b)
  const beside = columns[columns.indexOf(at.x) + step]
  return linked
    .filter(({ x }) => x === beside)
    .toSorted((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))[0]?.id
}
