import type { Stub } from './stub.ts'

/** `pure`: condition and compose. `http`: the same and a post to another system. */
export type FlowKind = 'pure' | 'http'

/** Something under load that runs the measured flow once for each delivery it answers with 204. */
export interface Subject {
  /** `keyway sqlite`, `fleet 2`, `limit postgres`, `n8n default` */
  name: string
  kind: 'keyway' | 'limit' | 'peer'
  flow: FlowKind
  /** Keyway and its limit are compared where they keep their data in the same way. */
  storage: 'sqlite' | 'postgres' | null
  url: string
  headers: Readonly<Record<string, string>>
  /** Its processes; what those started counts too. */
  pids: readonly number[]
  /** Of the database server, when it keeps its data in one. */
  databasePid: number | null
  /** From starting the process until it takes requests; milliseconds. */
  startMs: number
  /** Deliveries that it has accepted before it was handed over. */
  acceptedAtStart: number
  /** The other system that the flow calls; null for the pure flow. */
  stub: Stub | null
  /** Resolves when as many executions are over as deliveries were accepted in all, with the time of that. */
  drain: (accepted: number) => Promise<number>
  /** Looks whether exactly the accepted deliveries were executed; throws when not. */
  check: (accepted: number) => Promise<void>
  stop: () => Promise<void>
}

const drainTimeoutMs = 300_000

/** Waits until `count` says that as many are completed as were accepted. Returns when that was. */
export async function waitForCount(accepted: number, count: () => Promise<number> | number): Promise<number> {
  const until = performance.now() + drainTimeoutMs
  for (;;) {
    const completed = await count()
    if (completed >= accepted) return performance.now()
    if (performance.now() > until) {
      throw new Error(
        `Expected ${accepted} executions to be over, found ${completed} after ${drainTimeoutMs / 1000} s.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** @throws {Error} when not exactly the accepted deliveries were executed, or the other system was called otherwise. */
export function expectCounts(
  { name, stub }: Pick<Subject, 'name' | 'stub'>,
  { accepted, completed }: { accepted: number; completed: number },
): void {
  if (completed !== accepted) {
    throw new Error(
      `Expected ${accepted} executions of ${name}, one for each accepted delivery; found ${completed}.`,
    )
  }
  const calls = stub?.calls()
  if (calls !== undefined && calls !== accepted) {
    throw new Error(`Expected ${accepted} calls of the other system by ${name}; it saw ${calls}.`)
  }
}
