import { isJsonObject, type Json } from '@keyway/sdk'
import { formatPath, type Path } from '../reference.ts'
import type { Source } from '../source.ts'

/** A way from an output down to a part of it, and how much of the path the output itself covers. */
export interface Way {
  drill: string[]
  covered: number
}

/** How to reach the value that documents know as `path` from something that stands for `source`. */
export function findPath(source: Source, path: Path): Way | undefined {
  switch (source.kind) {
    case 'reference':
    case 'records': {
      const rest = path.slice(source.path.length)
      const isInside = source.path.every((part, at) => isSamePart(part, path[at]))
      const drill = rest.flatMap((part) => (typeof part === 'object' ? [] : [String(part)]))
      return isInside && drill.length === rest.length ? { drill, covered: source.path.length } : undefined
    }
    case 'object': {
      let best: Way | undefined
      for (const [key, field] of source.fields) {
        const way = findPath(field, path)
        if (way !== undefined && way.covered > (best?.covered ?? -1)) {
          best = { drill: [key, ...way.drill], covered: way.covered }
        }
      }
      if (best !== undefined || source.rest === undefined) return best
      const way = findPath(source.rest, path)
      const [first] = way?.drill ?? []
      return first === undefined || source.fields.has(first) ? undefined : way
    }
    default:
      return undefined
  }
}

/** Digits name the same item as a number does. */
function isSamePart(left: Path[number], right: Path[number] | undefined): boolean {
  if (right === undefined) return false
  if (typeof left === 'object' || typeof right === 'object') return formatPath([left]) === formatPath([right])
  return String(left) === String(right)
}

/** How to reach a value that documents spell out as an object: `shape` is its canonical text. */
export function findShape(source: Source, shape: string): string[] | undefined {
  if (canonical(renderSource(source)) === shape) return []
  if (source.kind !== 'object') return undefined
  for (const [key, field] of source.fields) {
    const drill = findShape(field, shape)
    if (drill !== undefined) return [key, ...drill]
  }
  return undefined
}

/** Stand for what a document cannot say in a value, and says in a step before it. */
export const mergedKey = '\u0000merged'
export const existsKey = '\u0000exists'

/** A source as the value that the reader writes for it, with its extra steps in place. */
function renderSource(source: Source): Json {
  switch (source.kind) {
    case 'constant':
      return source.value
    case 'reference':
    case 'records':
      return { ref: formatPath(source.path) }
    case 'exists':
      return { [existsKey]: { ref: formatPath(source.path) } }
    case 'object': {
      const own = Object.fromEntries([...source.fields].map(([key, field]) => [key, renderSource(field)]))
      return source.rest === undefined ? own : { [mergedKey]: [renderSource(source.rest), own] }
    }
  }
}

/** Text that is the same for equal values, whatever the order of their keys. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
  return `{${entries.join(',')}}`
}
