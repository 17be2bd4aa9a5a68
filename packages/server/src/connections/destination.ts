import type { Connector, Json, JsonObject } from '@keyway/sdk'
import { InvalidInputError } from '../errors.ts'
import type { ConnectionValues } from './connection-values.ts'

const addressNames = /host|url|uri|domain|server|port|endpoint|origin|tenant|tls|secure|region|instance/i
/** `https://…`, `name.example`, `10.0.0.1:8080`; an email address has an @ and is none. */
const addressValue = /^(https?:\/\/\S+|[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?)$/i

/**
 * A stored secret goes only where it was entered for: whoever may edit a connection but does not know its secret must not
 * get it by sending it to a host of their own. So a change of what decides the destination needs all secrets again.
 *
 * @throws {InvalidInputError} that names the settings and the secrets.
 */
export function requireSecretsForNewDestination(
  connector: Connector,
  stored: ConnectionValues,
  { changed, entered }: { changed: ConnectionValues; entered: JsonObject },
): void {
  const moved = movedSettings(connector, stored, changed)
  // A private key is never sent: what it signs names the host it is for, and is no use to another one.
  const { current, next } = connector.keyPair ?? {}
  const sent = Object.keys(stored.secrets).filter((name) => name !== current && name !== next)
  const missing = sent.filter(
    (name) => changed.secrets[name] !== undefined && (entered[name] === undefined || entered[name] === ''),
  )
  if (moved.length === 0 || missing.length === 0) return
  const message =
    `With ${moved.join(', ')} changed, secrets would go to another place than they were entered for. ` +
    `Enter ${missing.join(', ')} again.`
  throw new InvalidInputError(
    message,
    missing.map((name) => ({ path: `values.${name}`, message: 'Enter it again for the new destination.' })),
  )
}

function movedSettings(connector: Connector, stored: ConnectionValues, changed: ConnectionValues): string[] {
  const names = new Set([...Object.keys(stored.settings), ...Object.keys(changed.settings)])
  const moved = [...names].filter((name) => {
    const [before, after] = [stored.settings[name], changed.settings[name]]
    return (
      JSON.stringify(before) !== JSON.stringify(after) &&
      (addressNames.test(name) || isAddress(before) || isAddress(after))
    )
  })
  if (moved.length > 0 || connector.http === undefined) return moved
  // Whatever else goes into the base URL of this connector.
  const after = baseUrl(connector, { ...changed, secrets: stored.secrets })
  return after !== undefined && after === baseUrl(connector, stored) ? [] : ['the base URL']
}

/** Undefined when the values do not fit the connector (any more). */
function baseUrl(connector: Connector, { settings, secrets }: ConnectionValues): string | undefined {
  const parsed = connector.connection.safeParse({ ...settings, ...secrets })
  return parsed.success ? connector.http?.(parsed.data).baseUrl : undefined
}

function isAddress(value: Json | undefined): boolean {
  return typeof value === 'string' && addressValue.test(value.trim())
}
