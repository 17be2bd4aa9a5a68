import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { HotStore, ReadyExecution } from '../db/hot-store.ts'
import type { Slots } from './slots.ts'

/** Most executions taken in one transaction. */
export const claimAtOnce = 200
/** Most flows whose queued executions are looked at together. */
const flowsAtOnce = 200
/** With fewer free places than this, a look for queued executions waits a moment for more. */
const worthLooking = 32
const gatherMs = 5

export interface ReadySearchParts {
  hot: Pick<HotStore, 'readyFlows' | 'claimReady'>
  slots: Slots
  log: Logger
  owner: string
  maximumRunning: number
  now: () => number
  leaseEnd: () => number
  /** Goes on with an execution that is ours now. */
  resume: (taken: ReadyExecution) => void
}

/** Finds queued executions for a process that has room: of each flow its share, whoever queued them. */
export interface ReadySearch {
  /** There may be more: looked for now if there is room, or by the next `look`. */
  note: () => void
  /** There may be more than was noted, for whoever looks next. */
  mark: () => void
  /** There is room again: looks for what was noted. Several calls at once share one look. */
  look: () => void
  /** Looks no more. Resolves when nothing is being looked for. */
  stop: () => Promise<void>
}

export function createReadySearch(parts: ReadySearchParts): ReadySearch {
  const { hot, slots, log, owner, now, leaseEnd } = parts
  let isStopped = false
  /** Whether there may be queued executions that nobody looked for yet. */
  let mayHaveMore = false
  let looking: Promise<void> | undefined
  /** Whether somebody asked for a look while one was under way. */
  let lookAgain = false
  /** Where the next look begins, when there are more flows than one look takes. */
  let lookFrom = ''

  async function takeReady(): Promise<void> {
    while (mayHaveMore && !isStopped && slots.free() > 0) {
      mayHaveMore = false
      const flowIds = await findReadyFlows()
      const shares = slots.share(flowIds, claimAtOnce)
      if (shares.length === 0) {
        // Those that are queued hold too many places already: an end brings us back.
        mayHaveMore ||= flowIds.length > 0
        return
      }
      const claimed = await hot.claimReady({ owner, leaseUntil: leaseEnd(), now: now(), shares })
      if (claimed.length > 0) mayHaveMore = true
      for (const execution of claimed) parts.resume(execution)
    }
  }

  /** Flows whose turn it is, in rotation where there are more than one look takes. */
  async function findReadyFlows(): Promise<string[]> {
    const from = lookFrom
    const flows = await hot.readyFlows({ after: from, limit: flowsAtOnce })
    lookFrom = flows.length === flowsAtOnce ? (flows.at(-1) ?? '') : ''
    if (from === '' || flows.length === flowsAtOnce) return flows
    const others = await hot.readyFlows({ after: '', limit: flowsAtOnce - flows.length })
    return [...flows, ...others.filter((flowId) => flowId <= from)]
  }

  function look(): void {
    if (!mayHaveMore || isStopped || slots.free() === 0) return
    if (looking !== undefined) {
      lookAgain = true
      return
    }
    const isCrowded = slots.free() < Math.min(worthLooking, parts.maximumRunning / 4)
    looking = (isCrowded ? sleep(gatherMs) : Promise.resolve())
      .then(takeReady)
      .catch((error: unknown) => {
        mayHaveMore = true
        log.error({ err: error }, 'executions could not be claimed')
      })
      .finally(() => {
        looking = undefined
        if (!lookAgain) return
        lookAgain = false
        look()
      })
  }

  const mark = (): void => {
    mayHaveMore = true
  }

  return {
    look,
    mark,
    note() {
      mark()
      look()
    },
    async stop() {
      isStopped = true
      await looking
    },
  }
}
