import type { Effect } from './action.ts'
import type { HttpMethod } from './http.ts'

/** An endpoint of the other side's API, for people who look for one to call with a custom API action. */
export interface Operation {
  /** What the other side calls it. */
  id: string
  title: string
  method: HttpMethod
  /** Path below the base URL; what has to be filled in stands in braces: `/api/v1/users/{userId}`. */
  path: string
  effect: Effect
  /** Least privilege on the other side, as that side names it. */
  scopes: readonly string[]
}

/**
 * The operations that have all words of a text in their title, path, id, method or scopes, the closest first; a path with
 * real ids finds what it calls.
 */
export function searchOperations(
  operations: readonly Operation[],
  wanted: { search: string; methods?: readonly string[] },
): Operation[] {
  const { search, methods } = wanted
  const allowed = operations.filter(({ method }) => methods === undefined || methods.includes(method))
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const called = search.trim().startsWith('/') ? findOperations(allowed, search.trim()) : []
  const found = allowed
    .filter((operation) => !called.includes(operation))
    .map((operation) => ({ operation, score: scoreOf(operation, words) }))
    .filter(({ score }) => score !== undefined)
    .toSorted((one, other) => (one.score ?? 0) - (other.score ?? 0))
  return [...called, ...found.map(({ operation }) => operation)]
}

/** Where every word is found: lower is closer; undefined when one is missing. Shorter paths are the more usual ones. */
function scoreOf(
  { id, title, method, path, scopes }: Operation,
  words: readonly string[],
): number | undefined {
  const name = title.toLowerCase()
  const rest = `${method} ${path} ${id} ${scopes.join(' ')}`.toLowerCase()
  const places = words.map((word) => {
    if (name.startsWith(word)) return 0
    if (name.includes(word)) return 1
    return rest.includes(word) ? 2 : undefined
  })
  if (places.includes(undefined)) return undefined
  return places.reduce<number>((sum, place) => sum + (place ?? 0), 0) * 1000 + path.length
}

/** Operations whose path a real path fits, the most literal first; its query is left aside. */
export function findOperations(operations: readonly Operation[], path: string): Operation[] {
  const [bare = ''] = path.split(/[?#]/)
  const parts = bare.replace(/\/$/, '').split('/')
  return operations
    .map((operation) => ({ operation, literal: literalParts(operation.path.split('/'), parts) }))
    .filter(({ literal }) => literal !== undefined)
    .toSorted((one, other) => (other.literal ?? 0) - (one.literal ?? 0))
    .map(({ operation }) => operation)
}

/** How many parts are the same; undefined when the path is another one. */
function literalParts(template: readonly string[], parts: readonly string[]): number | undefined {
  if (template.length !== parts.length) return undefined
  let same = 0
  for (const [index, part] of template.entries()) {
    if (part === parts[index]) same += 1
    else if (!/^\{.+\}$/.test(part) || parts[index] === '') return undefined
  }
  return same
}
