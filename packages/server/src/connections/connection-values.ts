import { secretFields, type Connector, type Json, type JsonObject } from '@keyway/sdk'
import { InvalidInputError, toInputIssues } from '../errors.ts'
import type { Vault } from '../vault/vault.ts'

/** What a person entered for a connection, in two parts: only `secrets` is sealed and never given back. */
export interface ConnectionValues {
  settings: JsonObject
  secrets: JsonObject
}

/** Whatever people enter values for: a connector, or a kind of notification target. */
export type Entered = Pick<Connector, 'title' | 'connection'>

/** Parts entered values by the connector's fields; names it does not know are refused. */
export function splitValues(connector: Entered, values: JsonObject): ConnectionValues {
  const isSecret = new Set(secretFields(connector.connection))
  const settings: JsonObject = {}
  const secrets: JsonObject = {}
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(connector.connection.shape, name)) {
      const message = `${connector.title} has no field "${name}".`
      throw new InvalidInputError(message, [{ path: `values.${name}`, message }])
    }
    if (isSecret.has(name)) secrets[name] = value
    else settings[name] = value
  }
  return { settings, secrets }
}

/** Changed values over stored ones: what is not given stays, null removes, and so an empty secret field stays. */
export function mergeValues(stored: ConnectionValues, changes: ConnectionValues): ConnectionValues {
  const entered = Object.entries(changes.secrets).filter(([, value]) => value !== '')
  return {
    settings: withoutNulls({ ...stored.settings, ...changes.settings }),
    secrets: withoutNulls({ ...stored.secrets, ...Object.fromEntries(entered) }),
  }
}

function withoutNulls(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

/**
 * The values as the connector reads them.
 *
 * @throws {InvalidInputError} with an issue for each field that is wrong.
 */
export function parseValues(
  connector: Entered,
  { settings, secrets }: ConnectionValues,
): Record<string, unknown> {
  const parsed = connector.connection.safeParse({ ...settings, ...secrets })
  if (parsed.success) return parsed.data
  const issues = toInputIssues(parsed.error, 'values')
  throw new InvalidInputError(`The connection to ${connector.title} is not complete.`, issues)
}

export function sealSecrets(vault: Vault, connectionId: string, secrets: JsonObject): string {
  return vault.seal(JSON.stringify(secrets), toAad(connectionId))
}

export function openSecrets(vault: Vault, connectionId: string, sealed: string): JsonObject {
  // Only sealSecrets writes here, and the seal proves that nobody changed it.
  const secrets: JsonObject = JSON.parse(vault.open(sealed, toAad(connectionId)))
  return secrets
}

function toAad(connectionId: string): string {
  return `connection:${connectionId}`
}

/** Every text within a value, however deep: what the redactor has to mask. */
export function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
