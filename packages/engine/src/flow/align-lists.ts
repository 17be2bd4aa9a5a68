import { isJsonObject, type Json } from '@keyway/sdk'
import { canonicalText } from './match-steps.ts'

/** Beyond this many pairs a list is compared by its beginning and end only. */
const mostPairs = 1_000_000

/**
 * For each item of the later list the index of the earlier item it comes from, rising; undefined for a new one. Items that
 * are equal go together first; between them those of the same id or shape.
 */
export function alignLists(before: readonly Json[], after: readonly Json[]): (number | undefined)[] {
  const origin: (number | undefined)[] = after.map(() => undefined)
  const [oldTexts, youngTexts] = [before.map(canonicalText), after.map(canonicalText)]
  const equal = commonRun(oldTexts, youngTexts)
  // What is on both sides and not in the run has moved: it must not stand for another of its shape.
  const oldNames = names(before, { texts: oldTexts, others: new Set(youngTexts), mark: 'old' })
  const youngNames = names(after, { texts: youngTexts, others: new Set(oldTexts), mark: 'young' })
  let [old, young] = [0, 0]
  for (const [nextOld, nextYoung] of [...equal, [before.length, after.length] as const]) {
    const gap = commonRun(oldNames.slice(old, nextOld), youngNames.slice(young, nextYoung))
    for (const [a, b] of gap) origin[young + b] = old + a
    if (nextYoung < after.length) origin[nextYoung] = nextOld
    old = nextOld + 1
    young = nextYoung + 1
  }
  return origin
}

function names(
  items: readonly Json[],
  { texts, others, mark }: { texts: readonly string[]; others: ReadonlySet<string>; mark: string },
): string[] {
  return items.map((item, at) => (others.has(texts[at] ?? '') ? `${mark} ${at}` : identityOf(item)))
}

function identityOf(item: Json): string {
  if (!isJsonObject(item)) return Array.isArray(item) ? 'list' : 'scalar'
  if (typeof item.id === 'string') return `id ${item.id}`
  return Object.keys(item).toSorted().join(' ')
}

type Pair = readonly [number, number]

/** The longest run of texts that both lists have in the same order, as pairs of indexes. */
function commonRun(a: readonly string[], b: readonly string[]): Pair[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let tail = 0
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const head = Array.from({ length: start }, (_, at): Pair => [at, at])
  const end = Array.from({ length: tail }, (_, at): Pair => [a.length - tail + at, b.length - tail + at])
  const middle = longestCommon(a.slice(start, a.length - tail), b.slice(start, b.length - tail))
  return [...head, ...middle.map(([one, other]): Pair => [one + start, other + start]), ...end]
}

function longestCommon(a: readonly string[], b: readonly string[]): Pair[] {
  if (a.length * b.length > mostPairs) return []
  // lengths[i][j]: the longest run in a from i and b from j.
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? []
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const run: Pair[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) run.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return run
}
