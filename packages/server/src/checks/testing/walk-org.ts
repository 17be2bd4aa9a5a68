import { generateKeyPairSync } from 'node:crypto'
import { access, checks } from '@keyway/api'
import { inventoryKinds } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { DatabaseConfig } from '../../db/database.ts'
import { openInventoryWorld, type InventoryWorld } from '../../testing/inventory-world.ts'
import { until } from '../../testing/okta-world.ts'
import { healthyOrg, lastUse } from './healthy/healthy-org.ts'
import { toFixture, type OrgBodies } from './org-bodies.ts'

const dayMs = 86_400_000
/** Okta keeps its log for 90 days, of which Keyway reads a little less: what looks back as far looks back less far. */
const logDays = 89
const windows: Readonly<Record<string, string>> = {
  'ACS-01': 'days',
  'ACS-03': 'days',
  'GRP-03': 'usedDays',
  'API-06': 'days',
  'ORG-22': 'unusedDays',
}

/** Every scope that reads, as somebody grants them to the app of Keyway. */
const scopes = [
  ...new Set([...inventoryKinds.flatMap(({ scope }) => scope ?? []), 'okta.logs.read', 'okta.users.manage']),
].toSorted()

/**
 * The healthy org, with what `change` does to it, behind the API of the simulator; and a Keyway that has walked it once
 * and read its log, by a service app with a key.
 */
export async function walkOrg(
  store: DatabaseConfig & { dataDirectory: string },
  change: (org: OrgBodies) => void,
): Promise<InventoryWorld> {
  const now = Date.now()
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = { kid: 'keyway', alg: 'ES256', use: 'sig' }
  const exported: JsonObject = { ...publicKey.export({ format: 'jwk' }), ...name }
  const bodies = healthyOrg(now, { publicKey: exported, scopes })
  change(bodies)
  const world = await openInventoryWorld(store, {
    fixture: toFixture(bodies),
    signIn: {
      signIn: 'private_key',
      clientId: 'a-service',
      privateKey: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...name }),
      scopes: scopes.join(' '),
    },
  })
  for (const [checkId, parameter] of Object.entries(windows))
    await world.call(checks.updateCheck, { params: { checkId }, body: { parameters: { [parameter]: 80 } } })
  await world.walked()
  await world.readLog('fast', now - logDays * dayMs)
  const { org } = await world.state()
  const params = { org, appId: lastUse.app }
  await until(
    'all use is counted',
    async () => {
      const { usedSince } = await world.state()
      const { items } = await world.call(access.listReachers, { params, query: {} })
      const used = items.find(({ id }) => id === lastUse.user)?.lastUse.at ?? 0
      return used > now - dayMs && usedSince !== null && usedSince < now - 80 * dayMs
    },
    60_000,
  )
  return world
}
