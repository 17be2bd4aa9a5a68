import { checks as checkRoutes, findings } from '@keyway/api'
import { checks, inventoryKinds } from '@keyway/identity'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { startEngines, type EngineKind } from '../testing/engines.ts'
import type { InventoryWorld } from '../testing/inventory-world.ts'
import { faults, manualChecks } from './testing/faults/fault-table.ts'
import type { OrgBodies } from './testing/org-bodies.ts'
import { walkOrg } from './testing/walk-org.ts'

// An org behind the API of the simulator, which Keyway walks and whose log it reads: healthy, and with every fault once.
const engines = startEngines()
const directories = createDirectories()
afterAll(() => directories.remove())

async function walk(kind: EngineKind, change: (org: OrgBodies) => void = () => undefined) {
  const store = await engines.create(kind)
  return walkOrg({ ...store, dataDirectory: directories.create() }, change)
}

/** Looks at all checks, or some: how each stands, and what they name. */
async function look(world: InventoryWorld, ids?: string[]) {
  const body = ids === undefined ? {} : { checks: ids }
  const { checks: states } = await world.call(checkRoutes.runChecks, { body })
  const query = { status: 'open' as const, limit: 200 }
  const { items, next } = await world.call(findings.listFindings, { query })
  expect(next).toBeNull()
  return { states: new Map(states.map((state) => [state.id, state])), open: items }
}

type Looked = Awaited<ReturnType<typeof look>>

describe.each(engines.kinds)('checks of a healthy org on %s', (kind) => {
  let world: InventoryWorld
  beforeAll(async () => {
    world = await walk(kind)
  }, 120_000)
  afterAll(() => world.close())

  it('find nothing', async () => {
    const { states, open } = await look(world)
    expect(open.map(({ checkId, object, reason }) => [checkId, object.id, reason])).toEqual([])
    const others = [...states.values()].filter(({ status }) => status !== 'pass')
    expect(others.map(({ id, status, reason }) => [id, status, reason])).toEqual([
      ['ORG-07', 'not_applicable', expect.any(String)],
      ['ORG-15', 'manual', expect.any(String)],
      ['ORG-29', 'not_applicable', expect.any(String)],
      ['PRV-16', 'manual', expect.any(String)],
    ])
  })

  it('say unknown where a kind may not be read any more, never pass', async () => {
    await world.narrowTo('okta.logs.read')
    await world.sync(...inventoryKinds.map(({ id }) => id))
    const { states } = await look(world)
    const answered = [...states.values()].filter(({ status }) => status !== 'unknown')
    expect(answered.map(({ id }) => id)).toEqual(['ORG-15', 'PRV-16'])
    expect(states.get('API-01')?.reason).toContain('okta.')
  })
})

describe.each(engines.kinds)('checks of an org with faults on %s', (kind) => {
  describe.each(['first', 'second'] as const)('the %s', (which) => {
    const seeded = faults.filter((fault) => (fault.in ?? 'first') === which)
    const usual = seeded.filter(({ profile }) => profile === undefined)
    let world: InventoryWorld
    let host: string
    let looked: Looked
    beforeAll(async () => {
      world = await walk(kind, (bodies) => {
        for (const { make } of seeded) make(bodies)
      })
      host = new URL(world.sim.url).host
      // The process looks by itself, and two people ask it to: each finding is opened once all the same.
      ;[looked] = await Promise.all([look(world), look(world)])
    }, 120_000)
    afterAll(() => world.close())

    /** What a check has to name: its own fault, and what it cannot but see with others. */
    const expected = (check: string) => [
      ...new Set(
        usual
          .flatMap((fault) => (fault.check === check ? fault.object : (fault.also?.[check] ?? [])))
          .map((object) => (object === 'org' ? host : object)),
      ),
    ]
    const named = (check: string, { open }: Looked) =>
      open.filter(({ checkId }) => checkId === check).map(({ object }) => object.id)

    it.each(usual)('$check names $object, with evidence', ({ check, object }) => {
      const own = looked.open.find(
        (one) => one.checkId === check && one.object.id === (object === 'org' ? host : object),
      )
      expect(own?.reason).toMatch(/\S.*\.$/)
      expect(Object.keys(own?.evidence ?? {})).not.toEqual([])
    })

    it('names nothing else', () => {
      const all = checks.map(({ id }) => [id, named(id, looked).toSorted()])
      expect(all).toEqual(checks.map(({ id }) => [id, expected(id).toSorted()]))
    })

    it('names what is wrong by the STIG alone', async () => {
      const strict = seeded.filter(({ profile }) => profile === 'stig')
      const facts = await world.call(checkRoutes.getFacts, { params: { org: host } })
      await world.call(checkRoutes.updateFacts, {
        params: { org: host },
        body: { ...facts, profile: 'stig' },
      })
      const again = await look(
        world,
        strict.map(({ check }) => check),
      )
      for (const { check, object } of strict)
        expect([check, named(check, again)]).toEqual([check, [object === 'org' ? host : object]])
    })
  })
})

it('has a fault for every check but those that a person answers', () => {
  expect([...faults.map(({ check }) => check), ...manualChecks].toSorted()).toEqual(
    checks.map(({ id }) => id),
  )
})
