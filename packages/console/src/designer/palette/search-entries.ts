import type { PaletteEntry } from './entries.ts'

/** Best first: the title as it is, its beginning, beginnings of words in it, what it stands for, anywhere. */
const ranks = { title: 0, beginning: 1, words: 2, elsewhere: 3, anywhere: 4 }

/** Entries that have every word of the search, the most likely first; among equals the order of the palette stays. */
export function searchEntries(entries: readonly PaletteEntry[], search: string): PaletteEntry[] {
  const wanted = search.trim().toLowerCase()
  const words = wanted.split(/\s+/)
  return entries
    .filter((entry) => words.every((word) => entry.words.includes(word)))
    .map((entry) => ({ entry, rank: rankOf(entry, wanted, words) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry)
}

function rankOf({ title, standsFor }: PaletteEntry, wanted: string, words: readonly string[]): number {
  const name = title.toLowerCase()
  if (name === wanted) return ranks.title
  if (name.startsWith(wanted)) return ranks.beginning
  const inName = name.split(/[^\p{L}\p{N}]+/u)
  if (words.every((word) => inName.some((part) => part.startsWith(word)))) return ranks.words
  return standsFor.some((other) => other.toLowerCase().startsWith(wanted)) ? ranks.elsewhere : ranks.anywhere
}
