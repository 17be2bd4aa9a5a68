import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { InputError, type Connector, type JsonObject } from '@keyway/sdk'
import { appendAudit } from '../audit/store.ts'
import type { OpenedConnection } from '../outbound/action-context.ts'
import { toCredentials } from '../outbound/credentials.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { notFound, type ChangeDeps } from './change-connections.ts'
import { openSecrets, sealSecrets } from './connection-values.ts'
import { keyIdOf, parseKey } from './key-views.ts'
import { openConnection } from './open-connection.ts'
import { findStoredConnection, replaceConnection } from './store.ts'

const signInMs = 30_000

/**
 * Makes a key pair for a connection. The first one signs at once; another one waits beside it until the other side knows
 * its public half and {@link switchKey} is called.
 *
 * @throws {NotFoundError}, {InputError} where the connector signs with no key.
 */
export async function generateKey(deps: ChangeDeps, actor: string, id: string): Promise<void> {
  await changeKeys(deps, id, async (secrets, keyPair) => {
    const name = secrets[keyPair.current] === undefined ? keyPair.current : keyPair.next
    const key = newPrivateKey()
    const detail = { key: keyIdOf(key) }
    return {
      secrets: { ...secrets, [name]: JSON.stringify(key) },
      audit: { actor, action: 'generated', detail },
    }
  })
}

/**
 * Lets the next key sign from now on, after it has proved that the other side knows it. The old public key must stay
 * there until what it signed has expired.
 *
 * @throws {NotFoundError}, {InputError} when there is no next key, or what the other side said to it.
 */
export async function switchKey(
  deps: ChangeDeps & { outbound: Outbound },
  actor: string,
  id: string,
): Promise<void> {
  await changeKeys(deps, id, async (secrets, keyPair) => {
    const { [keyPair.next]: next, ...others } = secrets
    if (next === undefined) throw new InputError('There is no next key to use. Generate one first.')
    const connection = await openConnection(deps, id)
    await trySigningIn(deps.outbound, {
      ...connection,
      id: `${id} next`,
      version: JSON.stringify(next),
      values: { ...connection.values, [keyPair.current]: next },
    })
    const detail = { key: keyIdOf(parseKey(next)) }
    return { secrets: { ...others, [keyPair.current]: next }, audit: { actor, action: 'switched', detail } }
  })
}

async function trySigningIn(outbound: Outbound, connection: OpenedConnection): Promise<void> {
  try {
    const credentials = toCredentials(outbound, connection, AbortSignal.timeout(signInMs))
    await credentials?.(undefined).current()
  } catch (error) {
    const said = error instanceof Error ? connection.redactor.text(error.message) : ''
    throw new InputError(`The next key does not sign in yet, so the current one stays. ${said}`, {
      cause: error,
    })
  }
}

interface KeyChange {
  secrets: JsonObject
  audit: { actor: string; action: string; detail: JsonObject }
}

async function changeKeys(
  deps: ChangeDeps,
  id: string,
  change: (secrets: JsonObject, keyPair: NonNullable<Connector['keyPair']>) => Promise<KeyChange>,
): Promise<void> {
  const { kysely } = deps.database
  const stored = await findStoredConnection(kysely, id)
  if (stored === undefined) throw notFound()
  const keyPair = deps.catalog.connectors.get(stored.connector)?.keyPair
  if (keyPair === undefined) throw new InputError('Connections of this kind sign with no key.')
  const { secrets, audit } = await change(openSecrets(deps.vault, id, stored.sealedSecrets), keyPair)
  const sealedSecrets = sealSecrets(deps.vault, id, secrets)
  await kysely.transaction().execute(async (transaction) => {
    // Signing in took a while: what was entered meanwhile must not get lost.
    const now = await findStoredConnection(transaction, id)
    if (now?.sealedSecrets !== stored.sealedSecrets) {
      throw new InputError('The connection was changed meanwhile. Try again.')
    }
    await replaceConnection(transaction, { ...now, sealedSecrets })
    const { actor, action, detail } = audit
    await appendAudit(transaction, { actor, action: `connection.key_${action}`, target: id, detail })
  })
  deps.cache.forget(id)
}

/** ES256, which every implementation of JWS knows (RFC 7518 section 3.1), with a random id. */
function newPrivateKey(): JsonObject {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty = '', crv = '', x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  const kid = `keyway-${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`
  return { kty, crv, x, y, d, kid, use: 'sig', alg: 'ES256' }
}
