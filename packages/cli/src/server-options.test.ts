import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readServerAddress } from './server-options.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'keyway-options-'))
writeFileSync(path.join(directory, 'cli-token'), 'from-file\n')
afterAll(() => rmSync(directory, { recursive: true }))

describe('the server and its token', () => {
  test('options win over the environment, and that over the data directory', () => {
    const env = { KEYWAY_URL: 'https://keyway.acme.test/', KEYWAY_TOKEN: 'from-env', KEYWAY_DATA: directory }
    expect(readServerAddress({ url: 'http://127.0.0.1:9000', token: 'given' }, env)).toEqual({
      url: 'http://127.0.0.1:9000',
      token: 'given',
      tokenOrigin: '--token',
    })
    expect(readServerAddress({}, env)).toEqual({
      url: 'https://keyway.acme.test',
      token: 'from-env',
      tokenOrigin: 'KEYWAY_TOKEN',
    })
    expect(readServerAddress({}, { KEYWAY_DATA: directory })).toEqual({
      url: 'http://127.0.0.1:8377',
      token: 'from-file',
      tokenOrigin: path.join(directory, 'cli-token'),
    })
  })

  test('an address without a scheme is refused', () => {
    expect(() => readServerAddress({ url: 'keyway.acme.test', token: 'x' }, {})).toThrow(
      'does not begin with http',
    )
  })
})
