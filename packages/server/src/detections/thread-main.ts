import { workerData } from 'node:worker_threads'
import { startDetectionEngine, type DetectionEngine } from '@keyway/identity'
import { isJsonObject, type Json } from '@keyway/sdk'
import { openEventReader, type StoredEvent } from '../db/sqlite/event-reader.ts'
import type { Known } from './familiar/familiar.ts'
import { readTraces } from './familiar/read-traces.ts'
import { answerCalls } from '../threads/answer-calls.ts'
import { gatherMatters, type Matter } from './matters.ts'
import { loadRuleSet } from './rule-set.ts'
import type { GivenEvent, ThreadOperations, ThreadSettings } from './thread.ts'

// The thread that runs detections: what it is given is rules as data and events, or where they are; what it answers is
// what was found.

const { file }: ThreadSettings = workerData
const stored = file === undefined ? undefined : openEventReader(file)
let engine: DetectionEngine = startDetectionEngine([])
let portion: StoredEvent[] = []

const operations: ThreadOperations = {
  load({ source, only }) {
    const { running } = loadRuleSet(source)
    engine = startDetectionEngine(
      only === undefined ? running : running.map((one) => ({ ...one, silent: !only.includes(one.id) })),
    )
  },
  observe: ({ events, known }) => observe(events, known),
  read(range) {
    if (stored === undefined) throw new Error('This thread has no file to read events from.')
    portion = stored.read(range)
    const last = portion.at(-1)
    return {
      count: portion.length,
      left: readTraces(portion),
      ...(last === undefined ? {} : { last: { seq: last.seq, receivedAt: last.receivedAt } }),
    }
  },
  judge(known) {
    const events = portion
    portion = []
    return observe(events, known)
  },
  pass: (moment) => gatherMatters(engine.passTo(moment)),
}

function observe(events: readonly GivenEvent[], known: Known): Matter[] {
  return gatherMatters(
    events.flatMap(({ id, receivedAt, payload }) => {
      const event: Json = JSON.parse(payload)
      // Always ours: nobody else says who is familiar.
      if (isJsonObject(event)) event['keyway'] = known.get(id) ?? null
      return engine.observe(event, { id, receivedAt })
    }),
  )
}

answerCalls(operations)
