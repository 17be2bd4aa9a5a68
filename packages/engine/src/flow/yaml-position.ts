import { isMap, isPair, isScalar, isSeq, type Document, type Node, type ParsedNode } from 'yaml'

/** Where something stands in a text; both count from 1. */
export interface Position {
  line: number
  column: number
}

/** Finds places of a YAML text. */
export interface Positions {
  /** Where the value at a path stands, or as much of the path as there is; a list or object in a map at its key. */
  of: (path: readonly (string | number)[]) => Position
  /** Where the key at the end of a path stands. */
  ofKey: (path: readonly (string | number)[]) => Position
  at: (offset: number) => Position
}

export function positionsOf(document: Document, text: string): Positions {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)

  function at(offset: number): Position {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }

  function find(path: readonly (string | number)[], wanted: 'key' | 'value'): Position {
    let node: unknown = document.contents
    let key: unknown = undefined
    for (const [position, part] of path.entries()) {
      const found = childOf(node, part, document)
      if (found === undefined) break
      ;({ node, key } = found)
      if (wanted === 'key' && position === path.length - 1) return at(startOf(key) ?? 0)
    }
    const isBlock = key !== undefined && !isScalar(node)
    return at((isBlock ? startOf(key) : startOf(node)) ?? startOf(key) ?? 0)
  }

  return { at, of: (path) => find(path, 'value'), ofKey: (path) => find(path, 'key') }
}

function childOf(
  node: unknown,
  part: string | number,
  document: Document,
): { node: unknown; key: unknown } | undefined {
  const resolved = isAliasOf(node) ? node.resolve(document) : node
  if (isSeq(resolved)) {
    const item = resolved.items[Number(part)]
    return item === undefined ? undefined : { node: item, key: undefined }
  }
  if (!isMap(resolved)) return undefined
  const pair = resolved.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
  )
  return pair === undefined ? undefined : { node: pair.value, key: pair.key }
}

function isAliasOf(node: unknown): node is { resolve: (document: Document) => Node | undefined } {
  return typeof node === 'object' && node !== null && 'resolve' in node && typeof node.resolve === 'function'
}

function startOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null ? (node as Partial<ParsedNode>).range : undefined
  return range?.[0]
}
