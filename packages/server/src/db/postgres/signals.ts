import type { Json } from '@keyway/sdk'
import type { Pool } from 'pg'
import type { Signals, Topic } from '../signals.ts'
import { listen } from './listen.ts'
import { showAlive } from './liveness.ts'
import type { Statement } from './statement.ts'

/** The channel of all Keyway processes of a database. */
const channel = 'keyway'
/** What the transaction that queues executions says. */
const readyMessage = 'ready'
/** PostgreSQL takes payloads up to 7,999 bytes. */
const longestMessage = 7_500

/** Says, with the end of the transaction, that executions are queued. */
export const announceReady: Statement = {
  name: 'hot_announce_ready',
  text: `select pg_notify('${channel}', '${readyMessage}')`,
}

const sendStatement: Statement = {
  name: 'signals_send',
  text: `select pg_notify('${channel}', message) from json_array_elements_text($1::json) as message`,
}

/** Signals as notifications. `own` names this process, which does not hear itself, and shows that it lives. */
export async function openSignals(
  pool: Pool,
  { own, onError }: { own: string; onError: (error: unknown) => void },
): Promise<Signals> {
  const listeners = new Map<string, ((message: Json) => void)[]>()
  const readyListeners: (() => void)[] = []
  const tellReady = (): void => readyListeners.forEach((listener) => listener())
  let waiting: string[] = []
  let isClosed = false

  const subscription = await listen(pool, {
    channel,
    prepare: (client) => showAlive(client, own),
    onReconnect: tellReady,
    onError,
    onNotification(payload) {
      if (payload === readyMessage) return tellReady()
      const message = parse(payload)
      if (message === undefined || message.from === own) return
      for (const listener of listeners.get(message.topic) ?? []) listener(message.body)
    },
  })

  /** What is told in one turn goes out in one statement. */
  function flush(): void {
    const messages = waiting
    waiting = []
    if (isClosed) return
    pool.query({ ...sendStatement, values: [JSON.stringify(messages)] }).catch(onError)
  }

  return {
    send(topic: Topic, body: Json) {
      const message = JSON.stringify({ topic, from: own, body })
      if (Buffer.byteLength(message) > longestMessage) return false
      if (waiting.push(message) === 1) setImmediate(flush)
      return true
    },
    on(topic, listener) {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener])
    },
    tellReady: () => void pool.query(announceReady).catch(onError),
    onReady: (listener) => void readyListeners.push(listener),
    async close() {
      isClosed = true
      await subscription.close()
    },
  }
}

interface Message {
  topic: string
  from: string
  body: Json
}

/** Another version may say what this one does not understand. */
function parse(payload: string): Message | undefined {
  try {
    const { topic, from, body }: Partial<Message> = JSON.parse(payload)
    return topic === undefined || from === undefined || body === undefined ? undefined : { topic, from, body }
  } catch {
    return undefined
  }
}
