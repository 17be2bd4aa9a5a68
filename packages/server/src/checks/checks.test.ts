import { checks, inventoryKinds } from '@keyway/identity'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { createLog } from '../log.ts'
import { startEngines } from '../testing/engines.ts'
import { evaluateChecks } from './evaluate.ts'
import { listFindings } from '../findings/store.ts'
import { saveFacts } from './store.ts'
import { faults, manualChecks } from './testing/fault-table.ts'
import { healthyOrg } from './testing/healthy-org.ts'
import { storeOrg, type OrgBodies } from './testing/org-bodies.ts'

const engines = startEngines()
const kinds = inventoryKinds.map(({ id }) => id)
const now = Date.now()
const usedSince = now - 200 * 86_400_000

let orgs = 0

/** Stores an org and looks at all checks of it: what each says, and what it names. */
async function look(store: Database, bodies: OrgBodies, profile: 'default' | 'stig' = 'default') {
  const db = store.kysely
  orgs += 1
  const org = `org-${orgs}.okta.com`
  await db.deleteFrom('events').execute()
  await db.transaction().execute((transaction) => storeOrg(transaction, org, bodies, kinds))
  await saveFacts(db, org, { profile })
  const parts = {
    db,
    background: db,
    now: () => now,
    log: createLog({ level: 'error' }),
    flows: () => [],
    tell: () => Promise.resolve(),
    onStored: () => Promise.resolve(),
  }
  const states = await evaluateChecks(parts, { org, usedSince }, checks)
  const { items } = await listFindings(db, { org, status: 'open' }, { limit: 500 })
  return { org, states: new Map(states.map((state) => [state.check_id, state])), items }
}

describe.each(engines.kinds)('checks on %s', (kind) => {
  let store: Database
  beforeAll(async () => {
    store = await engines.open(kind)
  })
  afterAll(() => store.close())

  it('finds nothing in a healthy org', async () => {
    const { states, items } = await look(store, healthyOrg(now))
    expect(items.map((item) => [item.check_id, item.object_id, item.reason])).toEqual([])
    const others = [...states.values()].filter(({ status }) => status !== 'pass')
    expect(others.map(({ check_id, status, reason }) => [check_id, status, reason])).toEqual([
      ['ORG-07', 'not_applicable', expect.any(String)],
      ['ORG-15', 'manual', expect.any(String)],
      ['ORG-29', 'not_applicable', expect.any(String)],
      ['PRV-16', 'manual', expect.any(String)],
    ])
  })

  // Each fault is seeded on SQLite; both engines answer the same questions, of which PostgreSQL gets every third.
  const seeded = faults.filter((_fault, index) => kind === 'sqlite' || index % 3 === 0)
  it.each(seeded)(
    '$check names its fault and nothing else',
    async ({ check, make, object, also = [], profile }) => {
      const bodies = healthyOrg(now)
      make(bodies)
      const { org, states, items } = await look(store, bodies, profile)
      expect(states.get(check)).toMatchObject({ status: 'fail', findings: 1 })
      const own = items.filter((item) => item.check_id === check)
      expect(own.map(({ object_id }) => object_id)).toEqual([object === 'org' ? org : object])
      expect(own[0]?.reason).toMatch(/\S.*\.$/)
      expect(Object.keys(own[0]?.evidence ?? {})).not.toEqual([])
      if (profile !== undefined) return
      const others = items.filter((item) => item.check_id !== check).map((item) => item.check_id)
      expect(others.filter((id) => !also.includes(id))).toEqual([])
    },
  )

  it('says unknown where a kind may not be read, never pass', async () => {
    const bodies = healthyOrg(now)
    bodies.forbidden = [...kinds]
    const { states } = await look(store, bodies)
    const answered = [...states.values()]
      .filter(({ status }) => status !== 'unknown')
      .map(({ check_id }) => check_id)
    expect(answered).toEqual(['ORG-15', 'PRV-16'])
    expect(states.get('API-01')?.reason).toContain('okta.')
  })
})

it('has a fault for every check but those that a person answers', () => {
  expect([...faults.map(({ check }) => check), ...manualChecks].toSorted()).toEqual(
    checks.map(({ id }) => id),
  )
})
