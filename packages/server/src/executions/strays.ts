import type { HeldExecution } from '../db/hot-store.ts'

/**
 * Tells which executions this process holds by the store's word only. Whoever takes executions may never hear that it got
 * them: the connection breaks after the commit. They would be held for as long as the process lives, and those behind
 * them in their lines would wait as long.
 */
export interface Strays {
  /**
   * Ids of those that were held at the last look too, in the same attempt, and that nobody works on here. One look alone
   * says nothing: an execution that was just taken is not worked on yet.
   */
  look: (held: readonly HeldExecution[]) => string[]
}

export function createStrays(isHere: (executionId: string) => boolean): Strays {
  let suspects = new Map<string, number>()
  return {
    look(held) {
      const idle = held.filter(({ id }) => !isHere(id))
      const strays = idle.filter(({ id, attempt }) => suspects.get(id) === attempt).map(({ id }) => id)
      suspects = new Map(idle.map(({ id, attempt }) => [id, attempt]))
      return strays
    },
  }
}
