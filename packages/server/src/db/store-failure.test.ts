import { Client } from 'pg'
import { expect, test } from 'vitest'
import { isStoreFailure } from './store-failure.ts'

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
