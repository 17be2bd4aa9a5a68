import { isJsonObject, type Json } from '@keyway/sdk'
import type { Signals } from '../db/signals.ts'

/** What somebody wants of an execution, wherever it runs. */
export interface Order {
  executionId: string
  /** `look`: somebody answered a question of it. */
  what: 'cancel' | 'pause' | 'look'
  reason: string
}

/** Reaches executions that other processes run. */
export interface Orders {
  /** True when the process that runs it did so. False when none does, or none answered in time. */
  ask: (order: Order) => Promise<boolean>
  /** The same without an answer. */
  tell: (order: Order) => void
  /** Carries out what others want. The handler answers undefined for executions that do not run here. */
  serve: (handler: (order: Order) => Promise<boolean> | undefined) => void
}

const answerWithinMs = 5_000

export function createOrders(signals: Signals, newId: () => string): Orders {
  const asked = new Map<string, (isDone: boolean) => void>()

  signals.on('done', (message) => {
    if (!isJsonObject(message)) return
    const { id = null, isDone = null } = message
    if (typeof id === 'string') asked.get(id)?.(isDone === true)
  })

  return {
    ask(order) {
      const id = newId()
      const { promise, resolve } = Promise.withResolvers<boolean>()
      if (!signals.send('order', { id, ...order })) return Promise.resolve(false)
      const timer = setTimeout(() => resolve(false), answerWithinMs)
      asked.set(id, resolve)
      return promise.finally(() => {
        clearTimeout(timer)
        asked.delete(id)
      })
    },
    tell: (order) => void signals.send('order', { id: newId(), ...order }),
    serve(handler) {
      signals.on('order', (message) => {
        const read = readOrder(message)
        const done = read === undefined ? undefined : handler(read.order)
        if (read === undefined || done === undefined) return
        const answer = (isDone: boolean): void => void signals.send('done', { id: read.id, isDone })
        done.then(answer, () => answer(false))
      })
    },
  }
}

function readOrder(message: Json): { id: string; order: Order } | undefined {
  if (!isJsonObject(message)) return undefined
  const { id = null, executionId = null, what = null, reason = null } = message
  if (typeof id !== 'string' || typeof executionId !== 'string' || typeof reason !== 'string')
    return undefined
  if (what !== 'cancel' && what !== 'pause' && what !== 'look') return undefined
  return { id, order: { executionId, what, reason } }
}
