import { CompiledQuery } from 'kysely'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startEngines } from '../testing/engines.ts'
import { isStoreFailure } from './store-failure.ts'

const engines = startEngines()

test('a store that nobody answers for fails; a statement that it refuses does not', async () => {
  const client = new Client('postgres://nobody@127.0.0.1:1/none')
  const refused: unknown = await client.connect().catch((error: unknown) => error)
  expect(isStoreFailure(refused)).toBe(true)
  const withCode = (code: string): Error => Object.assign(new Error('no'), { code })
  expect(['57P01', '53300', '08006'].map((code) => isStoreFailure(withCode(code)))).toEqual([
    true,
    true,
    true,
  ])
  expect(['23505', '42P01', '57014'].map((code) => isStoreFailure(withCode(code)))).toEqual([
    false,
    false,
    false,
  ])
  expect(isStoreFailure(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isStoreFailure(new Error('Something else'))).toBe(false)
})

test('a full disk fails; what SQLite refuses does not', async () => {
  const database = await engines.open('sqlite')
  const script = (sql: string): Promise<unknown> => database.kysely.executeQuery(CompiledQuery.raw(sql))
  const errorOf = (sql: string): Promise<unknown> => script(sql).catch((error: unknown) => error)
  await script('create table filler (text text) strict')
  await script('pragma max_page_count = 1')
  const full = await errorOf('insert into filler select hex(zeroblob(10000000))')
  expect(full).toMatchObject({ name: 'SqliteError', code: 13 })
  expect(isStoreFailure(full)).toBe(true)
  expect(isStoreFailure(await errorOf("insert into filler values (x'00')"))).toBe(false)
  await database.close()
})
