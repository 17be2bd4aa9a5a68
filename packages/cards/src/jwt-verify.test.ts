import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { jwtAlgorithms, signToken, type JwtAlgorithm } from './jwt.ts'
import { checkClaims, verifyToken } from './jwt-verify.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pairs: Readonly<Record<string, { privateKey: KeyObject; publicKey: KeyObject }>> = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
}

function keysFor(algorithm: JwtAlgorithm): { own: string; others: string } {
  if (algorithm.startsWith('HS')) return { own: 'shared', others: 'shared' }
  const { privateKey, publicKey } = pairs[algorithm] ?? rsa
  return {
    own: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    others: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

const sign = (algorithm: JwtAlgorithm, key: string) =>
  signToken({ header: {}, payload: { sub: 'lin' } }, { algorithm, key })

test.each(jwtAlgorithms)('%s: reads what was signed, and nothing else', (algorithm) => {
  const { own, others } = keysFor(algorithm)
  const token = sign(algorithm, own)
  expect(verifyToken(token, { algorithm, key: others }).payload).toEqual({ sub: 'lin' })
  const [header, , signature] = token.split('.')
  const forged = [header, Buffer.from('{"sub":"eve"}').toString('base64url'), signature].join('.')
  const refused = expect.objectContaining({ code: 'signature_invalid' })
  expect(() => verifyToken(forged, { algorithm, key: others })).toThrow(refused)
  expect(() => verifyToken(`${header}.${forged.split('.')[1]}.`, { algorithm, key: others })).toThrow(refused)
})

describe('a token that chooses for itself', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('is refused without a signature', () => {
    const token = `${part({ alg: 'none' })}.${part({ sub: 'eve' })}.`
    expect(() => verifyToken(token, { algorithm: 'HS256', key: 'shared' })).toThrow(/expected HS256/)
  })

  it('cannot pass a public key off as a shared secret', () => {
    const { others } = keysFor('RS256')
    const token = sign('HS256', others)
    expect(() => verifyToken(token, { algorithm: 'RS256', key: others })).toThrow(/expected RS256/)
    expect(() => verifyToken(token, { algorithm: 'HS256', key: others })).toThrow(/shared secret/)
  })

  it('is refused when it demands what is not known', () => {
    const token = signToken({ header: { crit: ['b64'] }, payload: {} }, { algorithm: 'HS256', key: 'shared' })
    expect(() => verifyToken(token, { algorithm: 'HS256', key: 'shared' })).toThrow(/crit/)
  })
})

test('keys that do not fit the algorithm are refused', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
  const keys: [JwtAlgorithm, string, RegExp][] = [
    ['RS256', pem(short.publicKey), /2048 bits; found 1024/],
    ['PS256', keysFor('ES256').others, /RSA key of at least 2048 bits; found ec/],
    ['ES256', keysFor('ES384').others, /curve prime256v1; found secp384r1/],
    ['ES256', 'secret', /as PEM/],
  ]
  for (const [algorithm, key, message] of keys) {
    const token = sign(algorithm, keysFor(algorithm).own)
    expect(() => verifyToken(token, { algorithm, key })).toThrow(message)
  }
})

describe('claims', () => {
  const expected = { issuer: '', subject: '', audience: '', ignoreExpiration: false, tolerance: 0, now: 1000 }

  test.each([
    [{ exp: 1000 }, 'token_expired'],
    [{ nbf: 1001 }, 'token_not_active'],
    [{ exp: '2000' }, 'claim_mismatch'],
    [{ nbf: 'soon' }, 'claim_mismatch'],
  ])('%j is refused: %s', (payload, code) => {
    expect(() => checkClaims(payload, expected)).toThrow(expect.objectContaining({ code }))
  })

  it('are optional, and one audience of several is enough', () => {
    expect(() => checkClaims({}, expected)).not.toThrow()
    expect(() => checkClaims({ exp: 1001, nbf: 1000 }, expected)).not.toThrow()
    expect(() => checkClaims({ exp: 1 }, { ...expected, ignoreExpiration: true })).not.toThrow()
    expect(() => checkClaims({ aud: ['a', 'b'] }, { ...expected, audience: 'b' })).not.toThrow()
  })
})
