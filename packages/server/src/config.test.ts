import { readFileSync } from 'node:fs'
import path from 'node:path'
import { defaultLimits, settingOf, type Limits } from '@keyway/engine'
import { expect, test } from 'vitest'
import { readConfig, showSettings } from './config.ts'
import { mostLimits } from './executions/limits.ts'

test('has defaults for everything, and is frozen', () => {
  const config = readConfig({}, {})
  expect(config).toEqual({
    host: '127.0.0.1',
    port: 8377,
    dataDirectory: path.resolve('.keyway'),
    egressAllow: [],
    logLevel: 'info',
    role: 'all',
    rateReserve: 50,
    inventory: 'on',
    tableCellBytes: 65_536,
    tableColumns: 250,
    tableRowBytes: 262_144,
    tableRows: 5_000_000,
    keepEventDays: 90,
    keepExecutionDays: 90,
    maxFileBytes: 100_000_000,
    running: 512,
    intakeBytes: 67_108_864,
    databaseConnections: 10,
    databaseStatementSeconds: 60,
    limitDeadlineSeconds: 7_776_000,
    limitSteps: 20_000_000,
    limitListItems: 1_000_000,
    limitPayloadBytes: 25_000_000,
    limitChildren: 1_000_000,
    limitNesting: 50,
    limitChain: 10,
    maxDeadlineSeconds: 31_622_400,
    maxSteps: 1_000_000_000,
    maxListItems: 10_000_000,
    maxPayloadBytes: 100_000_000,
    maxChildren: 10_000_000,
    maxNesting: 200,
    maxChain: 1_000,
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

const limitNames = Object.keys(defaultLimits) as (keyof Limits)[]

test('every limit of an execution can be set, by the name that its error gives', () => {
  const environment = Object.fromEntries(
    limitNames.flatMap((name, index) => [
      [settingOf(name, 'LIMIT'), String(2_000 + index)],
      [settingOf(name, 'MAX'), String(3_000 + index)],
    ]),
  )
  const standard = readConfig({}, {})
  const set = readConfig({}, environment)
  const changed = Object.entries(set).filter(
    ([key, value]) => typeof value === 'number' && Object(standard)[key] !== value,
  )
  const values = changed.map(([, value]) => value)
  expect(new Set(values)).toEqual(new Set(Object.values(environment).map(Number)))
  expect(values).toHaveLength(2 * limitNames.length)
  for (const [name, wrong] of [
    ['KEYWAY_LIMIT_STEPS', '0'],
    ['KEYWAY_MAX_NESTING', '-1'],
    ['KEYWAY_LIMIT_PAYLOAD_BYTES', '999'],
    ['KEYWAY_MAX_PAYLOAD_BYTES', '900000000'],
    ['KEYWAY_LIMIT_LIST_ITEMS', 'many'],
  ] as const)
    expect(() => readConfig({}, { [name]: wrong })).toThrow(name)
})

test('the reserve is a part of a budget, and never all of it', () => {
  expect(readConfig({}, { KEYWAY_RATE_RESERVE: '0' }).rateReserve).toBe(0)
  expect(readConfig({}, { KEYWAY_RATE_RESERVE: '95' }).rateReserve).toBe(95)
  for (const wrong of ['96', '-1', '12.5', 'half'])
    expect(() => readConfig({}, { KEYWAY_RATE_RESERVE: wrong })).toThrow('KEYWAY_RATE_RESERVE')
})

test('docs/limits.md says each limit that can be set, with its default', () => {
  const page = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8')
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const expectRow = (setting: string, amount: number) => {
    const row = rows.find((cells) => cells.includes(`\`${setting}\``)) ?? []
    expect(row, `row of ${setting}`).toContain(amount.toLocaleString('en'))
  }
  for (const name of limitNames) {
    expectRow(settingOf(name, 'LIMIT'), defaultLimits[name])
    expectRow(settingOf(name, 'MAX'), mostLimits[name])
  }
  const config = readConfig({}, {})
  expectRow('KEYWAY_TABLE_ROWS', config.tableRows)
  expectRow('KEYWAY_TABLE_COLUMNS', config.tableColumns)
  expectRow('KEYWAY_TABLE_CELL_BYTES', config.tableCellBytes)
  expectRow('KEYWAY_TABLE_ROW_BYTES', config.tableRowBytes)
  expectRow('KEYWAY_MAX_FILE_BYTES', config.maxFileBytes)
  expectRow('KEYWAY_KEEP_EXECUTION_DAYS', config.keepExecutionDays)
  expectRow('KEYWAY_KEEP_EVENT_DAYS', config.keepEventDays)
  expectRow('KEYWAY_RATE_RESERVE', config.rateReserve)
})

test('people see each setting with where it comes from, and no secret', () => {
  const environment = {
    PORT: '2000',
    DATABASE_URL: 'postgres://keyway:canary@db/keyway',
    KEYWAY_MASTER_KEY: 'canary',
    KEYWAY_EGRESS_ALLOW: '10.0.0.0/8,fd00::/8',
  }
  const shown = showSettings({ host: '0.0.0.0' }, environment)
  const of = (name: string) => shown.find((setting) => setting.name === name)
  expect(of('host')).toMatchObject({ value: '0.0.0.0', standard: '127.0.0.1', source: 'option' })
  expect(of('port')).toMatchObject({ value: '2000', standard: '8377', source: 'environment' })
  expect(of('egressAllow')).toMatchObject({ value: '10.0.0.0/8, fd00::/8', standard: null })
  expect(of('keepEventDays')).toMatchObject({ value: '90', source: 'standard', group: 'retention' })
  expect(of('publicUrl')).toMatchObject({ value: null, standard: null, source: 'standard' })
  expect(of('masterKey')).toMatchObject({ value: '••••••', source: 'environment' })
  expect(JSON.stringify(shown)).not.toContain('canary')
  expect(shown.map(({ meaning }) => meaning)).toEqual(shown.map(() => expect.stringMatching(/^[A-Z].*\.$/)))
})
