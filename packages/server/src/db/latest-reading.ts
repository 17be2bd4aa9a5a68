/** What was last read of the store, kept in memory. */
export interface LatestReading<Value> {
  current: () => Value
  /** Reads again. */
  refresh: () => Promise<void>
}

/** Readings may overlap: one that began later has seen more, also where it ended sooner, so an earlier one never replaces it. */
export async function keepLatestReading<Value>(read: () => Promise<Value>): Promise<LatestReading<Value>> {
  let value = await read()
  /** Readings that were begun, and which of them the value is. */
  let begun = 0
  let shown = 0
  return {
    current: () => value,
    async refresh() {
      begun += 1
      const reading = begun
      const found = await read()
      if (reading < shown) return
      value = found
      shown = reading
    },
  }
}
