import { connections, inventory, oktaSources } from '@keyway/api'
import type { ApiCall } from '@keyway/okta-sim'
import { afterEach, describe, expect, test } from 'vitest'
import { waitFor } from '../fixtures/wait-for.ts'
import { startWorld, type World } from '../fixtures/world.ts'

const people = 1_000
const pageSize = 200
/** Listings below parents that a step reads side by side: as many a kill may have to repeat. */
const atOnce = 8
const kept = ['user', 'factor']

describe('killed in the midst of a walk', () => {
  let world: World | undefined
  afterEach(() => world?.close())

  test('the walk goes on where it was: nothing is left out, deleted wrongly, or listed anew', async () => {
    const calls: ApiCall[] = []
    world = await startWorld({
      logLevel: 'error',
      sim: {
        seed: { users: people },
        onCall: (call) => calls.push(call),
        rateLimits: { limits: { 'user.write': 100_000 } },
      },
    })
    const { call, keyway, okta } = world
    const slow = (delayMs: number) => {
      okta.faults.clear()
      okta.faults.add({ kind: 'slow', path: '/api/v1/users', method: 'GET', delayMs })
    }
    const state = async () => (await call(inventory.listInventories)).items[0]
    const kindOf = async (id: string) => (await state())?.kinds.find(({ kind }) => kind === id)
    /** Kills Keyway once so many objects or listings are known, and starts it again. */
    const killAt = async (kind: string, isThere: (walk: { seen: number; done: number }) => boolean) => {
      await waitFor(`the walk of ${kind} is under way`, async () => {
        const walk = (await kindOf(kind))?.walk
        return walk != null && isThere(walk) ? true : undefined
      })
      await keyway.kill()
      await keyway.start()
    }
    const completed = (kind: string, after = 0) =>
      waitFor(
        `${kind} was walked`,
        async () => {
          const found = await kindOf(kind)
          return found?.walk === null && (found.completedAt ?? 0) > after ? found : undefined
        },
        60_000,
      )
    const repeated = (of: readonly ApiCall[]) => of.length - new Set(of.map(({ url }) => url)).size
    const pages = () => calls.filter(({ url }) => url.startsWith('/api/v1/users?'))
    const factors = () => calls.filter(({ url }) => url.endsWith('/factors'))

    slow(300)
    await call(connections.createConnection, {
      body: { name: 'acme', connector: 'okta', values: { domain: okta.url, token: okta.apiToken } },
    })
    const { org, kinds } = await waitFor('there is an inventory', state)
    // Events would tell of what changes before the walk does.
    await call(oktaSources.updateOktaSource, { params: { org }, body: { settings: { isOn: false } } })
    const without = kinds.map(({ kind }) => kind).filter((kind) => !kept.includes(kind))
    await call(inventory.updateInventory, { params: { org }, body: { settings: { without } } })

    await killAt('user', ({ seen }) => seen >= 2 * pageSize)
    const first = await completed('user')
    expect(first.count).toBe(people + 1)
    expect(pages().length - repeated(pages())).toBe(Math.ceil((people + 1) / pageSize))
    expect(repeated(pages())).toBeLessThanOrEqual(1)

    slow(20)
    await killAt('factor', ({ done }) => done >= 200)
    await completed('factor')
    expect(factors().length - repeated(factors())).toBeGreaterThan(0.9 * people)
    expect(repeated(factors())).toBeLessThanOrEqual(atOnce)

    slow(300)
    const users = await call(inventory.listObjects, { params: { org, kind: 'user' }, query: { limit: 50 } })
    const gone = users.items.map(({ objectId }) => objectId).filter((_id, index) => index % 10 === 5)
    for (const id of gone) for (const _call of ['deactivate', 'delete']) await remove(okta, id)
    calls.length = 0
    await call(inventory.syncInventory, { params: { org }, body: { kinds: ['user'] } })
    await killAt('user', ({ seen }) => seen >= 3 * pageSize)
    const second = await completed('user', first.completedAt ?? 0)
    expect(second.count).toBe(people + 1 - gone.length)
    expect(repeated(pages())).toBeLessThanOrEqual(1)
    const { items } = await call(inventory.listChanges, { query: { org, kind: 'user', limit: 200 } })
    const deleted = items.filter(({ what }) => what === 'deleted').map(({ objectId }) => objectId)
    expect(deleted.toSorted()).toEqual(gone.toSorted())
  }, 180_000)
})

/** The first call deactivates a user, the second deletes it. */
async function remove({ url, apiToken }: World['okta'], userId: string): Promise<void> {
  const headers = { authorization: `SSWS ${apiToken}` }
  const answer = await fetch(`${url}/api/v1/users/${userId}`, { method: 'DELETE', headers })
  if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`)
}
