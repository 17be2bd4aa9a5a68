import { once } from 'node:events'
import { afterAll, describe, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openDatabase } from './open-database.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import { describeStore, startWriter, waitUntil } from './store-contract.ts'

const directories = createDirectories()
afterAll(() => directories.remove())
const createConfig = () => ({ kind: 'sqlite' as const, directory: directories.create() })

describe('the store on SQLite', () => {
  describeStore(async () => createConfig())
})

describe('a data directory', () => {
  test('belongs to one process, and is free again when that one is killed', async () => {
    const config = createConfig()
    const child = startWriter(config)
    let isWriting = false
    child.on('message', () => (isWriting = true))
    await waitUntil(() => isWriting, child)
    await expect(openDatabase(config)).rejects.toThrow(`The data directory "${config.directory}" is in use`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const db = await openDatabase(config)
    // What the killed process held is free at once.
    expect((await db.hot.claim({ owner: 'next', leaseUntil: 2, now: 1, limit: 5 })).length).toBe(5)
    await db.close()
  })

  test('is refused a second time within one process as well', async () => {
    const config = createConfig()
    const db = await openDatabase(config)
    await expect(openDatabase(config)).rejects.toThrow('is in use')
    await db.close()
    await (await openDatabase(config)).close()
  })
})

test('a write outside the transaction that waits for it ends with an error, not with silence', async () => {
  const db = await openSqlite(directories.create(), { longestWaitMs: 100 })
  const stuck = db.kysely.transaction().execute(async (trx) => {
    await trx.insertInto('folders').values({ id: 'a', name: 'a' }).execute()
    await db.kysely.insertInto('folders').values({ id: 'b', name: 'b' }).execute()
  })
  await expect(stuck).rejects.toThrow('Waited 100 ms to write')
  expect(await db.kysely.selectFrom('folders').selectAll().execute()).toEqual([])
  await db.close()
})
