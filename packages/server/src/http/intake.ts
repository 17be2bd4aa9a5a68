import { notNow } from './problem.ts'

/** What a request costs beside its body, and what one is taken to have that does not say how long it is. */
const smallest = 16 * 1024
const undeclared = 1024 * 1024

/** Lets requests of other systems in, as long as what is in does not fill the memory. */
export interface Intake {
  /**
   * Takes a request in by its method and `content-length`; what comes back says that it was answered. Throws HttpProblem 503 where
   * there is no room: whoever sends it comes again, and an event that Okta gives up is found in its log.
   */
  enter: (method: string, contentLength: string | null) => () => void
}

/**
 * Bounds the bytes of requests that are in: between their arrival and their answer, which waits for the commit. While a
 * database is slow they gather, and each costs several times its length.
 */
export function createIntake(mostBytes: number): Intake {
  let inside = 0
  return {
    enter(method, contentLength) {
      const size = Math.max(smallest, contentLength === null ? sizeWithout(method) : Number(contentLength))
      // One alone always fits, however large: its own limit decides.
      if (inside > 0 && inside + size > mostBytes) throw notNow('busy')
      inside += size
      let isIn = true
      return () => {
        if (isIn) inside -= size
        isIn = false
      }
    },
  }
}

function sizeWithout(method: string): number {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 0 : undeclared
}
