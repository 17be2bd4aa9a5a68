import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { KnownEvent } from './familiar/familiar.ts'
import type { Matter } from './matters.ts'
import type { RuleSource } from './rule-set.ts'

export type ThreadRequest =
  /** Begins with these rules and no past. `only` names those whose findings are wanted. */
  | { kind: 'load'; source: RuleSource; only?: readonly string[] }
  /** Payloads are JSON text, as they are stored; `keyway` is what is known of whoever an event is about. */
  | { kind: 'observe'; events: readonly KnownEvent[] }
  /** Nothing from before this moment will come any more. */
  | { kind: 'pass'; moment: number }

export type ThreadAnswer = { ok: true; matters: Matter[] } | { ok: false; message: string }

/** An engine of detections in a thread of its own, so that rules never keep the process from answering. */
export interface DetectionThread {
  /** Requests are carried out in the order they are sent. */
  ask: (request: ThreadRequest) => Promise<Matter[]>
  close: () => Promise<void>
}

export function startDetectionThread(name: string): DetectionThread {
  const worker = new Worker(new URL('./thread-main.ts', import.meta.url), {
    name,
    // Events pass through; what windows keep of them lies elsewhere.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  })
  const waiting = new Map<number, { resolve: (matters: Matter[]) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let ended: Error | undefined

  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', ({ id, ...answer }: ThreadAnswer & { id: number }) => {
    const caller = waiting.get(id)
    waiting.delete(id)
    if (answer.ok) caller?.resolve(answer.matters)
    else caller?.reject(new Error(answer.message))
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error('The thread of the detections is over.')))
  // Whoever waits for an answer keeps the process alive; an idle thread does not.
  worker.unref()

  return {
    ask(request) {
      if (ended !== undefined) return Promise.reject(ended)
      const id = ++lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, ...request })
      })
    },
    async close() {
      if (ended !== undefined) return
      const exited = once(worker, 'exit')
      await worker.terminate()
      await exited.catch(() => undefined)
    },
  }
}
