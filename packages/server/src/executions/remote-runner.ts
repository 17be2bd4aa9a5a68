import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry } from '@keyway/engine'
import type { GroupCommitter } from '../db/group-commit.ts'
import type { HotStore } from '../db/hot-store.ts'
import type { Orders } from './orders.ts'
import { readExecution } from './read-journal.ts'
import type { Runner, RunnerParts } from './runner.ts'
import { isFinal } from './status.ts'

export interface RemoteRunnerParts extends Pick<
  RunnerParts,
  'leaveLine' | 'pauseIdle' | 'unpause' | 'release' | 'findExecution' | 'owner' | 'now'
> {
  hot: HotStore
  committer: GroupCommitter
  orders: Orders
  /** Tells workers that there is something for them. */
  tellReady: () => void
}

/** Long enough to write one journal entry. */
const holdMs = 30_000

/** The runner of a process that runs nothing: executions are queued, and workers take them. */
export function createRemoteRunner(parts: RemoteRunnerParts): Runner {
  const { hot, committer, owner, now, orders } = parts
  const strays = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  /** Appends what a person decided, if nobody runs the execution, and queues it. */
  async function decide(executionId: string, entry: Entry): Promise<boolean> {
    const claim = { owner, leaseUntil: now() + holdMs, now: now(), executionIds: [executionId] }
    const [claimed] = await hot.take(claim)
    if (claimed === undefined) return false
    const fence = { executionId, owner, attempt: claimed.attempt }
    try {
      const { position } = await readExecution(hot, executionId)
      const { fenced } = await committer.submit({
        entries: [{ ...fence, position, entry: JSON.stringify(entry) }],
        updates: [{ ...fence, status: 'queued', finishedAt: null, error: null, stopped: false }],
      })
      return fenced.size === 0
    } catch (error) {
      disown([executionId])
      throw error
    }
  }

  function disown(executionIds: readonly string[]): void {
    for (const executionId of executionIds) strays.add(executionId)
    timer ??= setInterval(() => void release(), 5_000).unref()
  }

  async function release(): Promise<void> {
    for (const executionId of strays) {
      await parts.release(executionId, owner).then(
        () => strays.delete(executionId),
        // The store fails; the next turn tries again.
        () => undefined,
      )
    }
  }

  async function cancel(executionId: string, reason: string): Promise<boolean> {
    const cancelled: Entry = { type: 'cancelled', at: now(), reason }
    if (await parts.leaveLine(executionId, cancelled)) return true
    if (await orders.ask({ executionId, what: 'cancel', reason })) return true
    const isDecided =
      (await decide(executionId, cancelled)) ||
      ((await parts.unpause(executionId)) && (await decide(executionId, cancelled)))
    if (isDecided) await waitForEnd(executionId)
    return isDecided
  }

  /** A worker ends it in a moment; who asked would like to see that. */
  async function waitForEnd(executionId: string): Promise<void> {
    for (let tries = 0; tries < 40; tries += 1) {
      const found = await parts.findExecution(executionId)
      if (found === undefined || isFinal(found.status)) return
      await sleep(50)
    }
  }

  return {
    admit: () => ({ kind: 'queued' }),
    // The transaction that queues them tells the workers.
    noteQueued: () => {},
    disown,
    takeUp: async (executionId, entry) => (entry === undefined ? false : decide(executionId, entry)),
    cancel,
    async pause(executionId) {
      return (await parts.pauseIdle(executionId)) || orders.ask({ executionId, what: 'pause', reason: '' })
    },
    async resume(executionId) {
      const isFree = await parts.unpause(executionId)
      if (isFree) parts.tellReady()
      return isFree
    },
    firstSteps: () => undefined,
    begin: () => Promise.reject(new Error('A process with the role "server" runs no executions.')),
    isHere: () => false,
    load: () => 0,
    start: () => Promise.resolve(),
    lookAtAnswers(executionId) {
      orders.tell({ executionId, what: 'look', reason: '' })
      return Promise.resolve()
    },
    async stop(graceMs) {
      clearInterval(timer)
      await committer.drain(graceMs)
      await release()
    },
  }
}
