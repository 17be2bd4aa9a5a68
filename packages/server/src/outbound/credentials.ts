import { randomUUID } from 'node:crypto'
import type { Connector, Http, HttpProfile } from '@keyway/sdk'
import type { Credentials } from './exchange-signed.ts'
import { createHttp } from './http-port.ts'
import type { Outbound } from './outbound.ts'
import type { Redactor } from './redactor.ts'

/** A connection, as far as its credentials go. */
export interface CredentialOwner {
  id: string | null
  version: string
  connector: Connector
  values: Readonly<Record<string, unknown>>
  profile: HttpProfile | undefined
  redactor: Redactor
}

/** Credentials of a connection whose connector obtains them; undefined where the headers of its profile are all. */
export function toCredentials(
  outbound: Outbound,
  connection: CredentialOwner,
  signal: AbortSignal,
): ((actAs: string | undefined) => Credentials) | undefined {
  const { id, version, connector, values, redactor } = connection
  const { authorize } = connector
  if (authorize === undefined || id === null) return undefined
  const obtain = (actAs: string | undefined) =>
    // Others wait for it as well: it does not end with the step that asked first.
    authorize(values, {
      http: createSignInHttp(outbound, connection, outbound.closing),
      now: Date.now(),
      actAs,
    })
  return (actAs) => {
    const owner = { id, version, actAs }
    return {
      async current() {
        const grant = await abortable(
          outbound.grants.current(owner, () => obtain(actAs)),
          signal,
        )
        if (grant !== undefined) redactor.add(grant.secrets)
        return grant
      },
      refuse: (grant) => outbound.grants.refuse(owner, grant),
    }
  }
}

/** Sends what obtains credentials: without any, where the connection signs in, and each request once. */
export function createSignInHttp(
  outbound: Outbound,
  { connector, profile, redactor }: CredentialOwner,
  signal: AbortSignal,
): Http {
  return createHttp(
    // A repeated token request would repeat its proof, which counts once. What asks for a token repeats as a whole.
    { ...outbound, limits: { ...outbound.limits, retries: 0 } },
    {
      connector,
      profile:
        profile === undefined ? undefined : { baseUrl: profile.signInUrl ?? profile.baseUrl, headers: {} },
      hosts: undefined,
      // Nothing changes on the other side, whatever the method.
      effect: 'read',
      idempotencyKey: randomUUID(),
      redactor,
      signal,
    },
  )
}

async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted()
  let stop: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
