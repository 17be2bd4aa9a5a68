import type { EventType } from '@keyway/sdk'
import type { Database } from '../db/database.ts'
import type { Signals } from '../db/signals.ts'
import { watchSettled } from '../db/settled-events.ts'
import type { HttpServer } from '../http/server.ts'
import type { OktaSources } from '../ingest/okta/okta-sources.ts'
import type { Log } from '../log.ts'
import { createInventoryKeeper, inventoryEventTypes, type InventoryKeeper } from './keep-inventories.ts'
import { mountInventory } from './routes.ts'
import { parseSettings } from './settings.ts'
import { listOrgs } from './store.ts'

export interface InventoryParts {
  database: Database
  okta: OktaSources
  /** Okta's catalogue. */
  eventTypes: readonly EventType[]
  /** Types of events that whoever looks at the inventory wants beside those that change it. */
  moreTypes: readonly string[]
  standard: { isOn: boolean }
  owner: string
  now: () => number
  log: Log
  signals: Signals
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

/** What Okta orgs have, kept as new as their events: walked, freshened, and told about. */
export interface Inventory {
  mount: (server: HttpServer) => void
  /** Begins to keep inventories in this process, in turn with others. */
  start: () => Promise<void>
  /** Notices what other processes changed; called now and then. */
  refresh: () => Promise<void>
  stop: () => Promise<void>
}

export async function createInventory(parts: InventoryParts): Promise<Inventory> {
  const { database, okta, standard, signals } = parts
  const db = database.kysely
  const types = [...new Set([...inventoryEventTypes(parts.eventTypes), ...parts.moreTypes])].toSorted()
  let settingsOf = new Map<string, { isOn: boolean }>()
  let keeper: InventoryKeeper | undefined

  async function read(): Promise<void> {
    settingsOf = new Map(
      (await listOrgs(db)).map(({ org, settings }) => [org, parseSettings(settings, standard)]),
    )
  }
  const isOn = (org: string): boolean => (settingsOf.get(org) ?? standard).isOn
  await read()
  okta.orgs.watch('Inventory', (org) => (isOn(org) ? types : []))
  signals.on('wake-inventory', (org) => {
    if (typeof org === 'string') keeper?.wake(org)
  })

  const follow = async (orgs: () => Promise<void>): Promise<void> => {
    await read()
    await orgs()
    keeper?.sync()
  }
  return {
    mount(server) {
      mountInventory(server, {
        ...parts,
        db,
        orgs: okta.orgs,
        notice: () => follow(okta.notice),
        wake(org) {
          keeper?.wake(org)
          signals.send('wake-inventory', org)
        },
      })
    },
    async start() {
      keeper = await createInventoryKeeper({
        ...parts,
        db: database.background,
        settled: watchSettled(database, parts.now),
        orgs: okta.orgs,
        openHttp: okta.openHttp,
        isOnlyProcess: database.kind === 'sqlite',
      })
      keeper.sync()
    },
    refresh: () => follow(okta.refresh),
    stop: async () => keeper?.stop(),
  }
}
