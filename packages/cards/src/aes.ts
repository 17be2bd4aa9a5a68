import { InputError } from '@keyway/sdk'
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'

const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16]

/**
 * AES-256-GCM: Base64 of nonce, ciphertext and tag. The nonce is not drawn but made of the key and of all that is
 * encrypted (as in RFC 8452): a replay gives the same text, and no two texts share a nonce, which would give both away.
 * All that shows is whether two texts are the same.
 */
export function encryptAes(data: string, { key, context }: { key: string; context: string }): string {
  const bytes = readKey(key)
  const nonceKey = createHmac('sha256', bytes).update('keyway aes nonce').digest()
  const nonce = createHmac('sha256', nonceKey)
    .update(`${String(Buffer.byteLength(context))}:`)
    .update(context)
    .update(data)
    .digest()
    .subarray(0, nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(Buffer.from(context))
  const parts = [nonce, cipher.update(data, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts).toString('base64')
}

/** Throws InputError `ciphertext_invalid` for anything that `encryptAes` did not make with this key and context. */
export function decryptAes(text: string, { key, context }: { key: string; context: string }): string {
  const bytes = Buffer.from(text, 'base64')
  const keyed = readKey(key)
  if (bytes.length < nonceBytes + tagBytes) throw ciphertextInvalid()
  try {
    const options = { authTagLength: tagBytes }
    const decipher = createDecipheriv('aes-256-gcm', keyed, bytes.subarray(0, nonceBytes), options)
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([
      decipher.update(bytes.subarray(nonceBytes, -tagBytes)),
      decipher.final(),
    ]).toString()
  } catch {
    throw ciphertextInvalid()
  }
}

/** A password would be guessed from the ciphertext, so only whole keys are taken. */
function readKey(key: string): Buffer {
  const trimmed = key.trim()
  const bytes = /^[\da-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  if (bytes.length === keyBytes) return bytes
  throw new InputError(
    `The key has ${String(bytes.length)} bytes; expected 32, as Base64 or as 64 hexadecimal digits ("openssl rand -base64 32" makes one).`,
    { code: 'key_invalid' },
  )
}

function ciphertextInvalid(): InputError {
  return new InputError(
    'The text cannot be decrypted: it was made with another key or context, or was changed since.',
    { code: 'ciphertext_invalid' },
  )
}

/** What the AES cards of Okta Workflows offer that needs no nonce of its own. */
export const legacyAlgorithms = [
  'aes-128-cbc',
  'aes-192-cbc',
  'aes-256-cbc',
  'aes-128-ctr',
  'aes-192-ctr',
  'aes-256-ctr',
  'aes-128-cfb',
  'aes-192-cfb',
  'aes-256-cfb',
  'aes-128-ofb',
  'aes-192-ofb',
  'aes-256-ofb',
  'aes-128-ecb',
  'aes-192-ecb',
  'aes-256-ecb',
] as const
export interface LegacyOptions {
  algorithm: (typeof legacyAlgorithms)[number]
  password: string
}

export function encryptLegacy(data: string, { algorithm, password }: LegacyOptions): string {
  const cipher = createCipheriv(algorithm, ...derive(algorithm, password))
  return Buffer.concat([cipher.update(data, 'utf8'), cipher.final()]).toString('base64')
}

/** Throws InputError `ciphertext_invalid` where the padding shows that the password is wrong; that is not always seen. */
export function decryptLegacy(text: string, { algorithm, password }: LegacyOptions): string {
  try {
    const decipher = createDecipheriv(algorithm, ...derive(algorithm, password))
    return Buffer.concat([decipher.update(text, 'base64'), decipher.final()]).toString()
  } catch {
    throw ciphertextInvalid()
  }
}

/** OpenSSL's EVP_BytesToKey with MD5, one round and no salt: how Node's `createCipher` made keys of passwords. */
function derive(algorithm: string, password: string): [Buffer, Buffer | null] {
  const keyLength = Number(algorithm.slice(4, 7)) / 8
  const blocks: Buffer[] = []
  while (blocks.length * 16 < keyLength + 16) {
    const previous = blocks.at(-1) ?? Buffer.alloc(0)
    blocks.push(createHash('md5').update(previous).update(password).digest())
  }
  const derived = Buffer.concat(blocks)
  return [
    derived.subarray(0, keyLength),
    algorithm.endsWith('ecb') ? null : derived.subarray(keyLength, keyLength + 16),
  ]
}
