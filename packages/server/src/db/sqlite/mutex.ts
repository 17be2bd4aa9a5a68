/** Gives out a right to one holder at a time, in the order of asking. */
export interface Mutex {
  /** Resolves with the function that gives it back. Calling that twice is harmless. */
  acquire(): Promise<() => void>
}

export function createMutex(): Mutex {
  let last: Promise<void> = Promise.resolve()
  return {
    async acquire() {
      const before = last
      const { promise, resolve } = Promise.withResolvers<void>()
      last = promise
      await before
      return resolve
    },
  }
}
