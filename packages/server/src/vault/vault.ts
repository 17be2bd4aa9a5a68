import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { MasterKey } from './master-key.ts'

/** Seals secrets at rest: each record under its own data key, the data key under the master key. */
export interface Vault {
  /** Id of the key that seals. */
  keyId: string
  /**
   * Encrypts text. `aad` is purpose and record id (`connection:<id>`): what is sealed for one record opens for no other.
   */
  seal: (plaintext: string, aad: string) => string
  /** Decrypts what `seal` made. Throws VaultError when the key, the record or a single bit is another. */
  open: (sealed: string, aad: string) => string
}

export class VaultError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'VaultError'
  }
}

const format = 'kw1'
const nonceBytes = 12
const tagBytes = 16
const keyBytes = 32

/**
 * A vault that seals with the first key and opens with any of them, so that keys can be rotated while it is in use.
 * AES-256-GCM throughout; a sealed text is `kw1.<key id>.<wrapped data key>.<ciphertext>`.
 */
export function createVault(keys: readonly [MasterKey, ...MasterKey[]]): Vault {
  const [current] = keys
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  return {
    keyId: current.id,
    seal(plaintext, aad) {
      const dataKey = randomBytes(keyBytes)
      const wrapped = encrypt(current.key, dataKey, wrapLabel(current.id, aad))
      const body = encrypt(dataKey, Buffer.from(plaintext, 'utf8'), bodyLabel(aad))
      return [format, current.id, wrapped.toString('base64url'), body.toString('base64url')].join('.')
    },
    open(sealed, aad) {
      const [version, keyId = '', wrapped = '', body = '', ...rest] = sealed.split('.')
      if (version !== format || rest.length > 0) throw new VaultError('This is not a value the vault sealed.')
      const key = byId.get(keyId)
      if (key === undefined) {
        throw new VaultError(
          `A secret was sealed with the master key ${keyId}, but this process has ${[...byId.keys()].join(', ')}. ` +
            'Start it with the key that belongs to this data.',
        )
      }
      const dataKey = decrypt(key, decode(wrapped), wrapLabel(keyId, aad))
      return decrypt(dataKey, decode(body), bodyLabel(aad)).toString('utf8')
    },
  }
}

function wrapLabel(keyId: string, aad: string): Buffer {
  return Buffer.from(`keyway data key\0${keyId}\0${aad}`)
}

function bodyLabel(aad: string): Buffer {
  return Buffer.from(`keyway secret\0${aad}`)
}

function encrypt(key: Buffer, plaintext: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(aad)
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  try {
    const nonce = sealed.subarray(0, nonceBytes)
    const tag = sealed.subarray(sealed.length - tagBytes)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(aad).setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    throw new VaultError('A sealed secret does not open: it was changed, or it belongs to another record.')
  }
}

/** Base64 has several spellings of some texts; only the one `seal` wrote is taken, so that any change is noticed. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text)
    throw new VaultError('A sealed secret does not open: it was changed.')
  return bytes
}
