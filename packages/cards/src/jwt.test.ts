import { createPublicKey, generateKeyPairSync, verify, constants, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { jwtAlgorithms, signToken, type JwtAlgorithm } from './jwt.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const keys: Readonly<Record<string, KeyObject>> = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
}
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const token = (algorithm: JwtAlgorithm, key: string) =>
  signToken({ header: { kid: '1', alg: 'none' }, payload: { sub: 'lin' } }, { algorithm, key })
const decode = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())

describe.each(jwtAlgorithms.filter((name) => !name.startsWith('HS')))('%s', (algorithm) => {
  test('makes a signature that the public key confirms', () => {
    const key = keys[algorithm] ?? rsa
    const [header, payload, signature = ''] = token(algorithm, pem(key)).split('.')
    expect([decode(header), decode(payload)]).toEqual([
      { alg: algorithm, typ: 'JWT', kid: '1' },
      { sub: 'lin' },
    ])
    const isPss = algorithm.startsWith('PS')
    const isConfirmed = verify(
      `sha${algorithm.slice(2)}`,
      Buffer.from(`${header}.${payload}`),
      {
        key: createPublicKey(key),
        dsaEncoding: 'ieee-p1363',
        ...(isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {}),
      },
      Buffer.from(signature, 'base64url'),
    )
    expect(isConfirmed).toBe(true)
  })
})

test.each<[JwtAlgorithm, string, RegExp]>([
  ['HS256', '', /needs a key; none is given/],
  ['RS256', 'secret', /private key as PEM/],
  ['RS256', pem(keys['ES256'] ?? rsa), /needs an RSA key; found ec/],
  ['ES256', pem(keys['ES384'] ?? rsa), /curve prime256v1; found secp384r1/],
  ['ES256', pem(rsa), /curve prime256v1; found rsa/],
  ['PS256', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey), /2048 bits; found 1024/],
])('%s refuses a key that does not fit', (algorithm, key, message) => {
  expect(() => token(algorithm, key)).toThrow(message)
})
