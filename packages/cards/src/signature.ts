import { InputError } from '@keyway/sdk'
import { constants, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { toAlgorithm } from './digest.ts'

/** A private key as PEM, with its passphrase if it has one. Throws InputError `key_invalid`. */
export function signData(
  data: string,
  { algorithm, key, passphrase }: { algorithm: string; key: string; passphrase: string },
): Buffer {
  const read = readKey(
    () => createPrivateKey({ key, ...(passphrase === '' ? {} : { passphrase }) }),
    'private',
  )
  return sign(digestFor(read, algorithm), Buffer.from(data), options(read))
}

/** Whether the holder of the private key to this public one (or certificate), as PEM, signed the data. */
export function isSignedBy(
  data: string,
  { algorithm, key, signature }: { algorithm: string; key: string; signature: Buffer },
): boolean {
  const read = readKey(() => createPublicKey(key), 'public')
  return verify(digestFor(read, algorithm), Buffer.from(data), options(read), signature)
}

function options(key: KeyObject) {
  return key.asymmetricKeyType === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : { key }
}

/** Edwards curves bring their own digest. */
function digestFor(key: KeyObject, algorithm: string): string | null {
  const type = key.asymmetricKeyType
  if (type === 'ed25519' || type === 'ed448') return null
  if (type === 'rsa' || type === 'ec') return toAlgorithm(algorithm)
  throw new InputError(`Found a key of the kind ${String(type)}; expected RSA, EC, Ed25519 or Ed448.`, {
    code: 'key_invalid',
  })
}

/** What OpenSSL says of an unreadable key may quote it, so it goes no further. */
function readKey(read: () => KeyObject, kind: 'private' | 'public'): KeyObject {
  try {
    return read()
  } catch {
    throw new InputError(
      `The key cannot be read; expected a ${kind} key as PEM ("-----BEGIN ${kind.toUpperCase()} KEY-----" and lines)` +
        `${kind === 'private' ? ', and the passphrase if it has one' : ''}.`,
      { code: 'key_invalid' },
    )
  }
}
