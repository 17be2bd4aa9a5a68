import path from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('has defaults for everything, and is frozen', () => {
  const config = readConfig({}, {})
  expect(config).toEqual({
    host: '127.0.0.1',
    port: 8377,
    dataDirectory: path.resolve('.keyway'),
    egressAllow: [],
    logLevel: 'info',
    role: 'all',
    tableCellBytes: 65_536,
    tableColumns: 250,
    tableRowBytes: 262_144,
    tableRows: 5_000_000,
    maxFileBytes: 100_000_000,
    limitDeadlineSeconds: 7_776_000,
    limitSteps: 20_000_000,
    limitListItems: 1_000_000,
    limitPayloadBytes: 25_000_000,
    limitChildren: 1_000_000,
    limitNesting: 50,
    maxDeadlineSeconds: 31_622_400,
    maxSteps: 1_000_000_000,
    maxListItems: 10_000_000,
    maxPayloadBytes: 100_000_000,
    maxChildren: 10_000_000,
    maxNesting: 200,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test('options win over the environment, which wins over defaults', () => {
  const environment = {
    KEYWAY_PORT: '1000',
    PORT: '2000',
    KEYWAY_PUBLIC_URL: 'https://keyway.example/',
    KEYWAY_EGRESS_ALLOW: '10.0.0.0/8, fd00::/8',
    DATABASE_URL: 'postgres://localhost/keyway',
    KEYWAY_LOG_LEVEL: '',
  }
  expect(readConfig({ port: 3000 }, environment)).toMatchObject({
    port: 3000,
    publicUrl: 'https://keyway.example',
    egressAllow: ['10.0.0.0/8', 'fd00::/8'],
    databaseUrl: 'postgres://localhost/keyway',
    logLevel: 'info',
  })
  expect(readConfig({}, environment).port).toBe(1000)
})

test('names every wrong setting at once, without its value', () => {
  const read = () =>
    readConfig({}, { KEYWAY_PORT: 'ninety', KEYWAY_ROLE: 'boss', DATABASE_URL: 'mysql://user:canary@x' })
  expect(read).toThrow(/port \(KEYWAY_PORT\).*databaseUrl \(DATABASE_URL\).*role \(KEYWAY_ROLE\)|databaseUrl/)
  expect(read).not.toThrow(/canary/)
})
