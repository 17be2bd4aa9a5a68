/** Counts of this process since its start, by name. */
export interface Counters {
  add: (name: string, by?: number) => void
  all: () => Record<string, number>
}

export function createCounters(): Counters {
  const counts = new Map<string, number>()
  return {
    add(name, by = 1) {
      counts.set(name, (counts.get(name) ?? 0) + by)
    },
    all: () => Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b))),
  }
}
