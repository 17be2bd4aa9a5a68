import type { Db } from '../../../db/database.ts'
import type { Log } from '../../../log.ts'
import type { Hook } from '../hooks.ts'
import { takeFeed } from '../log/store.ts'
import type { ManagedHooks } from './managed-hooks.ts'

/** When the event hooks that Keyway keeps are looked after. */
export interface HookCare {
  /** A moment later, however often it is called until then: flows changed, or the log says that a hook did. */
  soon: (org: string) => void
  /** If the last look is long ago. */
  whenDue: (org: string) => void
  /** Whether hooks that are in order bring all these types. */
  covers: (org: string, types: readonly string[]) => boolean
  stop: () => void
}

const settleMs = 1_000
const dueMs = 5 * 60_000
const leaseMs = 20_000

export function createHookCare(parts: {
  db: Db
  managed: ManagedHooks
  /** The filters that flows allow these types now. */
  filtersFor: (org: string, types: readonly string[]) => Readonly<Record<string, string>>
  owner: string
  now: () => number
  log: Log
}): HookCare {
  const { db, managed, owner, now, log } = parts
  const waiting = new Map<string, NodeJS.Timeout>()
  let isStopped = false

  /** Only the process that reads the org's log looks after its hook, so that two do not make the same one. */
  async function check(org: string): Promise<void> {
    const lease = await takeFeed(db, { org, owner, now: now(), leaseUntil: now() + leaseMs })
    if (lease !== undefined && !isStopped) await managed.check(org)
  }

  function soon(org: string): void {
    if (isStopped || waiting.has(org)) return
    const timer = setTimeout(() => {
      waiting.delete(org)
      check(org).catch((error: unknown) =>
        log.error({ err: error, org }, 'an event hook could not be looked after'),
      )
    }, settleMs)
    waiting.set(org, timer)
  }

  /** A filter that Okta still has may hold back what a flow wants since a moment ago. */
  function isInStep(org: string, hooks: readonly Hook[]): boolean {
    return hooks.every(({ remote }) => {
      const pushed = Object.entries(remote?.filters ?? {})
      if (pushed.length === 0) return true
      const allowed = parts.filtersFor(
        org,
        pushed.map(([type]) => type),
      )
      return pushed.every(([type, expression]) => allowed[type] === expression)
    })
  }

  return {
    soon,
    whenDue(org) {
      const isDue = managed.of(org).some(({ remote }) => now() - (remote?.checkedAt ?? 0) > dueMs)
      if (isDue) soon(org)
    },
    covers(org, types) {
      const hooks = managed.of(org)
      const isInOrder = hooks.length > 0 && hooks.every(({ remote }) => remote?.status === 'ok')
      const isBrought = (type: string): boolean =>
        hooks.some(({ remote }) => remote?.types.includes(type) === true)
      return isInOrder && types.every(isBrought) && isInStep(org, hooks)
    },
    stop() {
      isStopped = true
      for (const timer of waiting.values()) clearTimeout(timer)
    },
  }
}
