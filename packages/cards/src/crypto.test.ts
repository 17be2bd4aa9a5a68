import fc from 'fast-check'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { decryptAes, decryptLegacy, encryptAes, encryptLegacy, legacyAlgorithms } from './aes.ts'
import { isSignedBy, signData } from './signature.ts'

const keyed = { key: createHash('sha256').update('a key').digest('base64'), context: 'user 1' }

describe('AES-256-GCM', () => {
  it('gives back what went in, and the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (data, context) => {
        const options = { ...keyed, context }
        const encrypted = encryptAes(data, options)
        expect(encryptAes(data, options)).toBe(encrypted)
        expect(decryptAes(encrypted, options)).toBe(data)
      }),
    )
  })

  it('never uses a nonce for two texts', () => {
    const nonces = Array.from({ length: 2000 }, (_, index) => encryptAes(String(index), keyed).slice(0, 16))
    expect(new Set(nonces).size).toBe(nonces.length)
    expect(encryptAes('a', { ...keyed, context: 'b' })).not.toBe(encryptAes('a', { ...keyed, context: 'c' }))
  })

  it('sees every change', () => {
    const encrypted = Buffer.from(encryptAes('secret', keyed), 'base64')
    for (const [index, byte] of encrypted.entries()) {
      const changed = Buffer.from(encrypted)
      changed[index] = byte ^ 1
      expect(() => decryptAes(changed.toString('base64'), keyed)).toThrow(
        expect.objectContaining({ code: 'ciphertext_invalid' }),
      )
    }
  })
})

test.each(legacyAlgorithms)('%s gives back what went in', (algorithm) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (data, password) => {
      expect(decryptLegacy(encryptLegacy(data, { algorithm, password }), { algorithm, password })).toBe(data)
    }),
    { numRuns: 20 },
  )
})

describe('signatures', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pairs = [
    ['RSA', rsa],
    ['EC', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['Ed25519', generateKeyPairSync('ed25519')],
  ] as const

  test.each(pairs)('%s: made with the private key, confirmed with the public one', (_name, pair) => {
    const key = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const secret = pair.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
      .toString()
    const signature = signData('text', { algorithm: 'sha256', key: secret, passphrase: 'open' })
    expect(isSignedBy('text', { algorithm: 'sha256', key, signature })).toBe(true)
    expect(isSignedBy('other', { algorithm: 'sha256', key, signature })).toBe(false)
    expect(() => signData('text', { algorithm: 'sha256', key: secret, passphrase: 'shut' })).toThrow(
      /cannot be read/,
    )
  })

  test.each(pairs)('%s: the same each time, but for EC', (name, pair) => {
    const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const once = () => signData('text', { algorithm: 'sha256', key, passphrase: '' }).toString('hex')
    expect(once() === once()).toBe(name !== 'EC')
  })

  it('refuses keys of other kinds', () => {
    const key = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(() => signData('a', { algorithm: 'sha256', key, passphrase: '' })).toThrow(
      expect.objectContaining({ code: 'key_invalid' }),
    )
  })
})
