import type { Pool, PoolClient } from 'pg'

export interface ListenOptions {
  channel: string
  /** What each new connection does first. */
  prepare?: (client: PoolClient) => Promise<void>
  onNotification: (payload: string) => void
  /** Called after each renewed subscription: what was said in between is lost. */
  onReconnect: () => void
  onError: (error: unknown) => void
}

const reconnectAfterMs = 1_000
/** A connection that nobody says anything on may have been cut long ago. */
const beatMs = 15_000

/** Listens on a connection of its own, and renews it when it breaks. */
export async function listen(pool: Pool, options: ListenOptions): Promise<{ close(): Promise<void> }> {
  let client: PoolClient | undefined
  let timer: NodeJS.Timeout | undefined
  let beat: NodeJS.Timeout | undefined
  let isClosed = false

  async function connect(): Promise<void> {
    const connected = await pool.connect()
    const lose = (error?: Error): void => {
      if (client !== connected) return
      client = undefined
      clearInterval(beat)
      connected.release(true)
      if (isClosed) return
      if (error !== undefined) options.onError(error)
      timer = setTimeout(reconnect, reconnectAfterMs)
    }
    client = connected
    connected.on('error', lose)
    connected.on('end', () => lose())
    connected.on('notification', ({ payload }) => options.onNotification(payload ?? ''))
    try {
      await options.prepare?.(connected)
      await connected.query(`listen ${connected.escapeIdentifier(options.channel)}`)
    } catch (error) {
      if (client === connected) {
        client = undefined
        connected.release(true)
      }
      throw error
    }
    beat = setInterval(() => {
      connected.query('select 1').catch((error: unknown) => {
        lose(error instanceof Error ? error : new Error(String(error)))
      })
    }, beatMs)
  }

  function reconnect(): void {
    if (isClosed) return
    connect().then(options.onReconnect, (error: unknown) => {
      options.onError(error)
      clearTimeout(timer)
      if (client === undefined) timer = setTimeout(reconnect, reconnectAfterMs)
    })
  }

  await connect()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      clearInterval(beat)
      const last = client
      client = undefined
      last?.release(true)
    },
  }
}
