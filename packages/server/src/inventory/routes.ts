import { inventory as contract } from '@keyway/api'
import { getKind, inventoryKinds, type InventoryKind } from '@keyway/identity'
import { toActor, type Caller } from '../auth/caller.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import type { OktaOrg, OktaOrgs } from '../ingest/okta/orgs.ts'
import { listChanges, listVersions } from './changes/store.ts'
import { describeInventory, type DescribeParts } from './describe.ts'
import { findObject, listObjects } from './objects/store.ts'
import { parseSettings } from './settings.ts'
import { findOrg, listKindRows, makeDue, saveSettings } from './store.ts'
import { confirm } from './walk/held.ts'

export interface InventoryRouteParts extends DescribeParts {
  orgs: OktaOrgs
  /** Takes note of connections and settings that changed. While none did it only reads: no writer is waited for. */
  notice: () => Promise<void>
  /** Whoever keeps the org looks at once. */
  wake: (org: string) => void
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

/** Mounts how inventories stand, what they hold and what changed. */
export function mountInventory(server: HttpServer, parts: InventoryRouteParts): void {
  const { db, orgs, now } = parts
  const get = async (org: string): Promise<OktaOrg> => {
    if (orgs.find(org) === undefined) await parts.notice()
    const found = orgs.find(org)
    if (found === undefined) throw new NotFoundError(`There is no connection to an Okta org ${org}.`)
    return found
  }
  const note = (caller: Caller, action: string, target: string) =>
    parts.audit({ actor: toActor(caller), action, target })

  server.mount(contract.listInventories, async () => {
    await parts.notice()
    return { items: await Promise.all(orgs.list().map((org) => describeInventory(parts, org))) }
  })

  server.mount(contract.updateInventory, async ({ params, body, caller }) => {
    const org = await get(params.org)
    const before = parseSettings((await findOrg(db, org.org))?.settings ?? '{}', parts.standard)
    const without = body.settings.without ?? before.without
    for (const kind of without) kindOf(kind)
    await saveSettings(db, org.org, JSON.stringify({ ...before, ...body.settings, without }))
    await note(caller, 'inventory.update', org.org)
    await parts.notice()
    parts.wake(org.org)
    return describeInventory(parts, org)
  })

  server.mount(contract.syncInventory, async ({ params, body, caller }) => {
    const org = await get(params.org)
    const { isOn } = parseSettings((await findOrg(db, org.org))?.settings ?? '{}', parts.standard)
    if (!isOn) throw new ConflictError(`The inventory of ${org.org} is not kept. Turn it on first.`)
    const kinds = body.kinds?.map((kind) => kindOf(kind).id) ?? null
    await makeDue(db, org.org, { kinds, now: now() })
    await note(caller, 'inventory.sync', org.org)
    parts.wake(org.org)
    return describeInventory(parts, org)
  })

  server.mount(contract.confirmDrop, async ({ params, caller }) => {
    const { id } = kindOf(params.kind)
    const row = (await listKindRows(db, params.org)).find(({ kind }) => kind === id)
    if (row?.status !== 'held')
      throw new ConflictError(`Nothing of ${getKind(id).title} waits for a confirmation.`)
    await confirm(db, row, { actor: toActor(caller), now: now() })
    await note(caller, 'inventory.confirm', `${params.org} ${id}`)
    parts.wake(params.org)
  })

  server.mount(contract.listChanges, ({ query }) => listChanges(db, query))

  server.mount(contract.getObject, async ({ params }) => {
    const { org, objectId } = params
    const kind = kindOf(params.kind)
    const found = await findObject(db, { org, kind }, objectId)
    const versions = await listVersions(db, { org, kind: kind.id, objectId })
    if (found === undefined) throw new NotFoundError(`The inventory has no ${kind.id} ${objectId} of ${org}.`)
    return { kind: kind.id, objectId, ...found, versions }
  })

  server.mount(contract.listObjects, ({ params, query }) =>
    listObjects(db, { org: params.org, kind: kindOf(params.kind) }, query),
  )
}

function kindOf(id: string): InventoryKind {
  const kind = inventoryKinds.find((one) => one.id === id)
  if (kind !== undefined) return kind
  const known = inventoryKinds.map((one) => one.id).join(', ')
  throw new NotFoundError(`The inventory has no kind "${id}". It has ${known}.`)
}
