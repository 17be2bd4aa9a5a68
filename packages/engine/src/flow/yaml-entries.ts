import { isCollection, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml'

/** A pair of a map or an item of a list, where it stands in a text. */
export interface Entry {
  /** Null for an item of a list. */
  key: string | null
  value: Node | null
  /** Offset of its key, its dash, or (in flow style) its item. */
  start: number
  /** Offset behind it: in block style behind its last line. */
  end: number
}

/**
 * The entries of a collection with their places. Undefined when it is written in a way that is not edited in place:
 * anchors, tags, explicit or odd keys, pairs inside lists. The document must have been parsed with source tokens.
 */
export function entriesOf(collection: YAMLMap | YAMLSeq, text: string): Entry[] | undefined {
  const found = isSeq(collection) ? itemsOf(collection, text) : pairsOf(collection, text)
  return found.every((entry) => entry !== undefined) ? found : undefined
}

function pairsOf(map: YAMLMap, text: string): (Entry | undefined)[] {
  return map.items.map(({ key, value }) => {
    if (!isScalar(key) || !key.range || key.anchor !== undefined || key.tag !== undefined) return undefined
    if (typeof key.value !== 'string' || key.value === '<<' || !isNode(value)) return undefined
    const [start, keyEnd] = key.range
    // `? key` is a key too, which a colon does not follow on its line.
    if (!/^[ \t]*:/.test(text.slice(keyEnd))) return undefined
    const end = endOf(value, keyEnd)
    return { key: key.value, value, start, end: map.flow === true ? end : lineEnd(text, end) }
  })
}

function itemsOf(list: YAMLSeq, text: string): (Entry | undefined)[] {
  const dashes = list.flow === true ? [] : dashesOf(list)
  return list.items.map((value, position) => {
    if (!isNode(value) || !value.range) return undefined
    if (list.flow === true) {
      // `[a: b]` is a map without braces.
      if (isMap(value) && text[value.range[0]] !== '{') return undefined
      return { key: null, value, start: value.range[0], end: value.range[1] }
    }
    const start = dashes[position]
    if (start === undefined) return undefined
    return { key: null, value, start, end: lineEnd(text, endOf(value, start + 1)) }
  })
}

function dashesOf({ srcToken }: YAMLSeq): number[] {
  if (srcToken?.type !== 'block-seq') return []
  return srcToken.items.flatMap(({ start }) =>
    start.filter(({ type }) => type === 'seq-item-ind').map(({ offset }) => offset),
  )
}

/** Behind the last character of a node. An empty one ends where what introduces it does. */
function endOf(node: Node, otherwise: number): number {
  if (!node.range) return otherwise
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1)
    if (isNode(last)) return endOf(last, otherwise)
    if (isMap(node)) {
      const pair = node.items.at(-1)
      const keyEnd = isNode(pair?.key) ? (pair.key.range?.[1] ?? otherwise) : otherwise
      return isNode(pair?.value) ? endOf(pair.value, keyEnd) : keyEnd
    }
    return otherwise
  }
  const [start, end] = node.range
  return end > start ? end : otherwise
}

/** Behind the line that the character before `offset` is in. */
function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', Math.max(0, offset - 1))
  return found === -1 ? text.length : found + 1
}
