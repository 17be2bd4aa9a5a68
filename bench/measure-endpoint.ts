import { flows } from '@keyway/api'
import { runLoad } from './load.ts'
import { readCpuMs, readPeakMb } from './process-usage.ts'
import { seventyCards, seventyCardsFlow } from './seventy-cards.ts'
import type { Percentiles } from './statistics.ts'
import { countCompleted, startWorld } from './world.ts'

/** A flow of many function cards behind an endpoint, which answers when the flow has run and is on disk. */
export interface EndpointFigures {
  cards: number
  executions: number
  executionsPerSecond: number
  cardsPerSecond: number
  /** From the request to its answer, one request at a time. */
  aloneMs: Percentiles
  /** The same under load. */
  loadedMs: Percentiles
  cpuMsPerExecution: number
  peakMb: number
}

const connections = 16

export async function measureEndpoint(seconds: number): Promise<EndpointFigures> {
  const world = await startWorld({})
  try {
    const { call } = world
    const { id: flowId } = await call(flows.createFlow, { body: { document: seventyCardsFlow } })
    await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
    const { endpoint } = await call(flows.getFlow, { params: { flowId } })
    if (endpoint === null) throw new Error('Expected a URL for the flow with an endpoint, found none.')
    const target = { url: endpoint.url, headers: {} }
    const warmUp = await runLoad({ ...target, seconds: seconds / 2, connections })
    const alone = await runLoad({ ...target, seconds: seconds / 2, connections: 1 })
    const cpuBefore = readCpuMs(world.pid)
    const loaded = await runLoad({ ...target, seconds, connections })
    const cpuMs = readCpuMs(world.pid) - cpuBefore
    const executions = await countCompleted(call, flowId)
    const sent = warmUp.accepted + alone.accepted + loaded.accepted
    if (executions !== sent) {
      throw new Error(`Expected ${sent} executions, one for each answer; found ${executions} in the history.`)
    }
    const executionsPerSecond = (loaded.accepted / loaded.elapsedMs) * 1000
    return {
      cards: seventyCards,
      executions,
      executionsPerSecond,
      cardsPerSecond: executionsPerSecond * seventyCards,
      aloneMs: alone.ackMs,
      loadedMs: loaded.ackMs,
      cpuMsPerExecution: cpuMs / loaded.accepted,
      peakMb: readPeakMb(world.pid),
    }
  } finally {
    await world.stop()
  }
}
