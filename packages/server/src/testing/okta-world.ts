import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  connections,
  createClient,
  events,
  executions,
  flows,
  oktaSources,
  type AnswerOf,
  type Call,
} from '@keyway/api'
import type { Flow, Trigger } from '@keyway/engine'
import { startOktaSim, type OktaSim, type OktaSimOptions } from '@keyway/okta-sim'
import type { DatabaseConfig } from '../db/database.ts'
import type { ConfigOptions } from '../config.ts'
import { startKeyway, type Keyway } from '../start.ts'

export type OktaSourceView = AnswerOf<typeof oktaSources.listOktaSources>['items'][number]

/** A Keyway in this process beside a simulated org, for tests of how its events arrive. */
export interface OktaWorld {
  sim: OktaSim
  call: Call
  token: string
  /** Where Keyway listens. */
  url: () => string
  /** Id of the connection to the org. */
  connectionId: string
  /** Makes a flow that returns the event's uuid, publishes it and binds it to the org. Answers its id. */
  publish: (name: string, trigger: Omit<Extract<Trigger, { event: string }>, 'connection'>) => Promise<string>
  source: () => Promise<OktaSourceView>
  /** uuids of the events that a flow was started with, by its executions; each as often as it was. */
  started: (flowId: string) => Promise<string[]>
  /** Stops Keyway as an orderly shutdown does. */
  stop: () => Promise<void>
  start: () => Promise<void>
  close: () => Promise<void>
}

export async function openOktaWorld(
  store: DatabaseConfig & { dataDirectory: string },
  options: OktaSimOptions & {
    config?: ConfigOptions
    /** How Keyway signs in; with the API token of the org unless told otherwise. */
    signIn?: Record<string, string>
  } = {},
): Promise<OktaWorld> {
  const { config = {}, signIn, ...simOptions } = options
  const sim = await startOktaSim({ allowHttpHooks: true, batchWindowMs: 5, ...simOptions })
  let keyway: Keyway | undefined
  let port = 0
  const start = async (): Promise<void> => {
    keyway = await startKeyway({
      host: '127.0.0.1',
      port,
      dataDirectory: store.dataDirectory,
      ...(store.kind === 'postgres' ? { databaseUrl: store.url } : {}),
      egressAllow: ['127.0.0.0/8'],
      logLevel: 'silent',
      ...config,
    })
    // Hooks know the address: it stays over a restart.
    port = Number(new URL(keyway.url).port)
  }
  await start()
  const token = readFileSync(join(store.dataDirectory, 'cli-token'), 'utf8').trim()
  const call = createClient({ baseUrl: `http://127.0.0.1:${port}`, token })
  const { id: connectionId } = await call(connections.createConnection, {
    body: {
      name: 'acme',
      connector: 'okta',
      values: { domain: sim.url, ...(signIn ?? { token: sim.apiToken }) },
    },
  })

  const source = async (): Promise<OktaSourceView> => {
    const { items } = await call(oktaSources.listOktaSources)
    const [only] = items
    if (only === undefined) throw new Error('There is no source.')
    return only
  }

  return {
    sim,
    call,
    token,
    url: () => `http://127.0.0.1:${port}`,
    connectionId,
    async publish(name, trigger) {
      const document: Flow = {
        keyway: 1,
        name,
        trigger: { ...trigger, connection: 'org' },
        steps: [{ return: { uuid: { ref: 'trigger.uuid' } } }],
      }
      const { id } = await call(flows.createFlow, { body: { document } })
      const params = { flowId: id }
      await call(flows.bindConnections, { params, body: { bindings: { org: connectionId } } })
      await call(flows.publishFlow, { params, body: {} })
      await call(flows.switchFlow, { params, body: { isOn: true } })
      return id
    },
    source,
    async started(flowId) {
      const uuids: string[] = []
      let cursor: string | undefined
      do {
        const page: AnswerOf<typeof executions.listExecutions> = await call(executions.listExecutions, {
          query: { flowId, limit: 200, cursor },
        })
        for (const { eventId } of page.items) {
          const { payload } = await call(events.getEvent, { params: { eventId: eventId ?? '' } })
          uuids.push(String(Object(payload).uuid))
        }
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return uuids
    },
    async stop() {
      await keyway?.close()
      keyway = undefined
    },
    start,
    async close() {
      await keyway?.close()
      await sim.close()
    },
  }
}

/** Asks again until it holds. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs = 15_000,
): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
