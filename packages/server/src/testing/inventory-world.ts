import { connections, inventory, oktaSources, type AnswerOf } from '@keyway/api'
import type { DatabaseConfig } from '../db/database.ts'
import { openOktaWorld, until, type OktaWorld } from './okta-world.ts'

type OrgState = AnswerOf<typeof inventory.listInventories>['items'][number]

/** A Keyway that keeps the inventory of a simulated org. */
export interface InventoryWorld extends OktaWorld {
  state: () => Promise<OrgState>
  kind: (id: string) => Promise<OrgState['kinds'][number]>
  /** Waits until everything was walked once. */
  walked: () => Promise<void>
  /** Walks kinds again and waits for the end. */
  sync: (...kinds: string[]) => Promise<void>
  /** Ids of what is known of a kind; the first 200. */
  ids: (kind: string) => Promise<string[]>
  /** Reads the System Log every second, or not at all, so that only walks find what changed. `since`: from then on. */
  readLog: (how: 'fast' | 'never', since?: number) => Promise<void>
  /** Calls the org as its administrator. */
  okta: (method: string, path: string, body?: unknown) => Promise<unknown>
  /** Leaves an app with these scopes as the only connection to the org. */
  narrowTo: (...scopes: string[]) => Promise<void>
}

/** Longer than a turn and the time that events are gathered for. */
const calmMs = 800

export async function openInventoryWorld(
  store: DatabaseConfig & { dataDirectory: string },
  options: Parameters<typeof openOktaWorld>[1] = {},
): Promise<InventoryWorld> {
  const world = await openOktaWorld(store, { ...options, config: { inventory: 'on', ...options.config } })
  const { call, sim } = world

  async function state(): Promise<OrgState> {
    const { items } = await call(inventory.listInventories)
    const [only] = items
    if (only === undefined) throw new Error('There is no inventory.')
    return only
  }
  const settled = ['unavailable', 'forbidden']
  return {
    ...world,
    state,
    async kind(id) {
      const found = (await state()).kinds.find(({ kind }) => kind === id)
      if (found === undefined) throw new Error(`There is no kind ${id}.`)
      return found
    },
    walked: () =>
      until(
        'everything was walked',
        async () =>
          (await state()).kinds.every(
            ({ completedAt, status }) => completedAt !== null || settled.includes(status),
          ),
        60_000,
      ),
    async sync(...kinds) {
      const { org, kinds: all } = await state()
      const before = new Map(all.map((one) => [one.kind, one.dueAt]))
      await call(inventory.syncInventory, { params: { org }, body: { kinds } })
      await until('the walk is over', async () => {
        const now = (await state()).kinds.filter(({ kind }) => kinds.includes(kind))
        return now.every(
          ({ kind, dueAt, walk }) => walk === null && dueAt > Date.now() && dueAt !== before.get(kind),
        )
      })
    },
    async ids(kind) {
      const { org } = await state()
      const page = await call(inventory.listObjects, { params: { org, kind }, query: { limit: 200 } })
      return page.items.map(({ objectId }) => objectId)
    },
    async readLog(how, since) {
      const { org } = await world.source()
      const begin = since === undefined ? {} : { since }
      const fast = { pollSeconds: 1, reconcileSeconds: 1, sweepEverySeconds: 0, ...begin }
      const settings = how === 'fast' ? fast : { isOn: false }
      await call(oktaSources.updateOktaSource, { params: { org }, body: { settings } })
      if (how === 'fast') {
        await until('the log is read', async () => (await world.source()).log.state === 'caught_up')
        return
      }
      // What a turn under way has read is still taken over.
      let calmSince = Date.now()
      await until('what was read before is taken over', async () => {
        if ((await state()).marks > 0) calmSince = Date.now()
        return Date.now() - calmSince > calmMs
      })
    },
    async okta(method, path, body) {
      const answer = await fetch(`${sim.url}${path}`, {
        method,
        headers: { authorization: `SSWS ${sim.apiToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return answer.status === 204 ? undefined : answer.json()
    },
    async narrowTo(...scopes) {
      const { clientId, clientSecret } = sim.org.createServiceApp({ label: 'Keyway', scopes })
      const values = {
        domain: sim.url,
        signIn: 'client_secret',
        clientId,
        clientSecret: clientSecret ?? '',
        scopes: scopes.join(' '),
      }
      const body = { name: 'narrow', connector: 'okta', values }
      const { id } = await call(connections.createConnection, { body })
      for (const { id: other } of (await state()).connections)
        if (other !== id) await call(connections.deleteConnection, { params: { connectionId: other } })
      await until('the narrow one is used', async () => (await state()).connections[0]?.name === 'narrow')
    },
  }
}
