import { setTimeout } from 'node:timers/promises'
import { executions, system } from '@keyway/api'
import type { ChaosWorld } from './chaos-world.ts'
import { uuidOf, type Oracle } from './oracle.ts'

/** Everything has to be settled this long after the last fault is gone. */
const settleMs = 60_000
/** A call that was on its way when the network healed has arrived by then; only then can a person see what happened. */
const lookAfterMs = 3_000

/**
 * Waits until nothing runs, waits or is in doubt, and plays the person who looks into the other system where a step is
 * in doubt. Returns how long it took, and what is left over when the time is up.
 */
export async function settle(
  { nodes, standIn }: ChaosWorld,
  oracle: Oracle,
): Promise<{ tookMs: number; left: string | null }> {
  const start = performance.now()
  const [node] = nodes
  if (node === undefined) throw new Error('Expected a Keyway.')
  const { call } = node.member
  for (;;) {
    const tookMs = performance.now() - start
    let left: string
    try {
      if (tookMs > lookAfterMs) await resolveDoubts()
      const { running, waiting, queued, inDoubt } = (await call(system.getSystem)).executions
      if (running + waiting + queued + inDoubt === 0) return { tookMs, left: null }
      left = JSON.stringify({ running, waiting, queued, inDoubt })
    } catch (error) {
      left = error instanceof Error ? error.message : String(error)
    }
    if (tookMs > settleMs) return { tookMs, left: `${left}; ${await describeStuck()}` }
    await setTimeout(200)
  }

  /** The oldest that is not over says most about why. */
  async function describeStuck(): Promise<string> {
    const { items } = await call(executions.listExecutions, { query: { status: 'running', limit: 200 } })
    const oldest = items.at(-1)
    if (oldest === undefined) return 'nothing runs'
    const { id, steps, waits } = await call(executions.getExecution, { params: { executionId: oldest.id } })
    const at = steps.map((step) => `${step.step} ${step.status}`).join(', ')
    const seconds = Math.round((Date.now() - oldest.createdAt) / 1_000)
    return `the oldest is ${id}, ${seconds} s old, at ${at}; it waits for ${JSON.stringify(waits)}`
  }

  async function resolveDoubts(): Promise<void> {
    const { items } = await call(executions.listExecutions, { query: { status: 'in_doubt', limit: 200 } })
    for (const { id: executionId } of items) {
      const params = { executionId }
      const { trigger } = await call(executions.getExecution, { params })
      const uuid = uuidOf(trigger)
      oracle.reportInDoubt(uuid)
      const happened = standIn.timesWritten(uuid) > 0
      await call(executions.resolveInDoubt, {
        params,
        body: happened ? { outcome: 'happened', output: {} } : { outcome: 'did_not_happen' },
      })
    }
  }
}
