import { parentPort } from 'node:worker_threads'
import { startDetectionEngine, type DetectionEngine } from '@keyway/identity'
import { isJsonObject, type Json } from '@keyway/sdk'
import { gatherMatters } from './matters.ts'
import { loadRuleSet } from './rule-set.ts'
import type { ThreadAnswer, ThreadRequest } from './thread.ts'

// The thread that runs detections: what it is given is events and rules as data, what it answers is what was found.

const port = parentPort
if (port === null) throw new Error('This file is the main of a thread.')
let engine: DetectionEngine = startDetectionEngine([])

port.on('message', ({ id, ...request }: ThreadRequest & { id: number }) => {
  port.postMessage({ id, ...answer(request) })
})

function answer(request: ThreadRequest): ThreadAnswer {
  try {
    return { ok: true, matters: carryOut(request) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

function carryOut(request: ThreadRequest) {
  switch (request.kind) {
    case 'load': {
      const { running } = loadRuleSet(request.source)
      engine = startDetectionEngine(
        request.only === undefined
          ? running
          : running.map((one) => ({ ...one, silent: request.only?.includes(one.id) !== true })),
      )
      return []
    }
    case 'observe':
      return gatherMatters(
        request.events.flatMap(({ id, payload, keyway }) => {
          const event: Json = JSON.parse(payload)
          // Always ours: nobody else says who is familiar.
          return engine.observe(isJsonObject(event) ? { ...event, keyway } : event, id)
        }),
      )
    case 'pass':
      return gatherMatters(engine.passTo(request.moment))
  }
}
