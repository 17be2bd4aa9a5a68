import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadMasterKey, toMasterKey } from './master-key.ts'
import { createVault, VaultError } from './vault.ts'

const randomKey = () => toMasterKey(randomBytes(32).toString('base64'), 'test')

describe('the vault', () => {
  const vault = createVault([randomKey()])

  test('opens what it sealed, and never seals alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, aad) => {
        const sealed = vault.seal(text, aad)
        expect(vault.open(sealed, aad)).toBe(text)
        expect(vault.seal(text, aad)).not.toBe(sealed)
      }),
    )
  })

  test('opens for no other record', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (text, aad, other) => {
        fc.pre(aad !== other)
        expect(() => vault.open(vault.seal(text, aad), other)).toThrow(VaultError)
      }),
    )
  })

  test('notices any changed character', () => {
    const sealed = vault.seal('hunter2', 'connection:1')
    fc.assert(
      fc.property(
        fc.nat(sealed.length - 1),
        fc.constantFrom('a', 'Z', '0', '9', '-', '_', '.'),
        (at, character) => {
          fc.pre(sealed[at] !== character)
          const changed = sealed.slice(0, at) + character + sealed.slice(at + 1)
          expect(() => vault.open(changed, 'connection:1')).toThrow(VaultError)
        },
      ),
    )
  })

  test.for(['', 'plain', 'kw1.', 'kw1.a.b.c', 'kw1.a.b.c.d'])('does not open %j', (text) => {
    expect(() => vault.open(text, 'x')).toThrow(VaultError)
  })

  test('another master key is named, and a rotated one still opens', () => {
    const [old, next] = [randomKey(), randomKey()]
    const sealed = createVault([old]).seal('text', 'a')
    expect(() => createVault([next]).open(sealed, 'a')).toThrow(`sealed with the master key ${old.id}`)
    const rotated = createVault([next, old])
    expect(rotated.open(sealed, 'a')).toBe('text')
    expect(rotated.seal('text', 'a')).toContain(`kw1.${next.id}.`)
  })
})

describe('the master key', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'keyway-vault-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))
  const load = (source: { key?: string; file?: string }) =>
    loadMasterKey({ key: source.key, file: source.file, dataDirectory: directory })

  test('is made once, for the owner alone', () => {
    const first = load({})
    expect(load({})).toEqual(first)
    expect(readdirSync(directory)).toEqual(['master.key'])
    expect(statSync(path.join(directory, 'master.key')).mode & 0o777).toBe(0o600)
  })

  test('comes from the environment before the file, and from the file before a new one', () => {
    const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
    const file = path.join(directory, 'given.key')
    writeFileSync(file, `${second}\n`, { mode: 0o600 })
    expect(load({ key: first, file }).key.toString('base64')).toBe(first)
    expect(load({ file }).key.toString('base64')).toBe(second)
    expect(readdirSync(directory)).toEqual(['given.key'])
  })

  test.for([
    ['short', randomBytes(16).toString('base64'), /16 bytes/],
    ['long', randomBytes(64).toString('base64'), /64 bytes/],
    ['empty', '', /not base64/],
    ['a password', 'correct horse battery staple', /not base64/],
    ['zeros', Buffer.alloc(32).toString('base64'), /not made at random/],
    [
      'a repeated word',
      Buffer.from('secret'.repeat(6).slice(0, 32)).toString('base64'),
      /not made at random/,
    ],
  ] as const)('is refused when it is %s', ([, key, message]) => {
    expect(() => load({ key })).toThrow(message)
    expect(() => load({ key })).toThrow(/openssl rand -base64 32/)
  })

  test.for([0o640, 0o604, 0o660, 0o644])('is refused when its file has mode %o', (mode) => {
    load({})
    const file = path.join(directory, 'master.key')
    chmodSync(file, mode)
    expect(() => load({})).toThrow(/chmod 600/)
    expect(() => load({})).not.toThrow(readFileSync(file, 'utf8').trim())
  })

  test('a file that is named but missing is an error, not a reason to make one', () => {
    expect(() => load({ file: path.join(directory, 'absent.key') })).toThrow(/ENOENT/)
  })
})
