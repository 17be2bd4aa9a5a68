import { isJsonObject } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'

/** Names under which Okta shows credentials of others in its configuration: of identity providers, hooks, log streams. */
const secretNames = new Set([
  'client_secret',
  'clientSecret',
  'secretKey',
  'sharedSecret',
  'privateKey',
  'private_key',
  'password',
  'token',
  'integrationKey',
  'authorization_header',
])

const masked = '[secret]'

/** An object of Okta without credentials in it, so that it can be journalled, shown and kept as evidence. */
export function withoutSecrets(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (typeof value === 'string') return [name, secretNames.has(name) ? masked : value]
      // Headers of a hook are credentials more often than not; their names tell enough.
      if (name === 'headers' && Array.isArray(value)) return [name, value.map(withoutValue)]
      if (name === 'authScheme' && isJsonObject(value)) return [name, withoutValue(value)]
      return [name, withoutSecretsWithin(value)]
    }),
  )
}

function withoutSecretsWithin(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecretsWithin)
  return isJsonObject(value) ? withoutSecrets(value) : value
}

function withoutValue(pair: Json): Json {
  return isJsonObject(pair) && typeof pair['value'] === 'string' ? { ...pair, value: masked } : pair
}
