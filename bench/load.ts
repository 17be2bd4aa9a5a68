import { startChild } from './child.ts'
import type { Percentiles } from './statistics.ts'

export interface LoadPlan {
  url: string
  headers: Readonly<Record<string, string>>
  /** Requests under way at the same time, one on each kept-alive connection. */
  connections: number
  seconds: number
  /** A steady rate; without it as fast as the answers come. */
  perSecond?: number
  /** Events in a delivery; 1 where it is not said. */
  events?: number
  /** Ends after so many deliveries, if the time is not over before. */
  deliveries?: number
}

export interface LoadResult {
  /** Answers with status 204; nothing else counts. */
  accepted: number
  /** Answers with another status. */
  refused: number
  /** Connections that broke while an answer was due. What was sent on them may have been stored. */
  broken: number
  elapsedMs: number
  /** From sending to answer, of the accepted ones; null when there were none. */
  ackMs: Percentiles | null
}

/** What a server took that accepted everything. */
export interface AcceptedLoad extends LoadResult {
  ackMs: Percentiles
}

/** Posts Okta deliveries as fast as they are answered. Throws when one was refused: such a run measures errors. */
export async function runLoad(plan: LoadPlan): Promise<AcceptedLoad> {
  const result: LoadResult = JSON.parse(
    await startChild(new URL('./load-process.ts', import.meta.url), [JSON.stringify(plan)]).waitForEnd(),
  )
  const { accepted, refused, broken, ackMs } = result
  if (ackMs === null || refused > 0 || broken > 0) {
    throw new Error(
      `Expected every delivery to be answered with 204; found ${accepted} accepted, ${refused} refused, ${broken} broken off.`,
    )
  }
  return { ...result, ackMs }
}
