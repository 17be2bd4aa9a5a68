import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { describeStore } from './store-contract.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe('the store on PostgreSQL', () => {
  describeStore(async () => ({ kind: 'postgres', url: await postgres.createDatabase() }))
})
