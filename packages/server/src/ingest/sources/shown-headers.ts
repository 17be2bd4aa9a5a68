import type { JsonObject } from '@keyway/sdk'

const credentials = ['authorization', 'proxy-authorization', 'cookie', 'x-api-client-token']

/** Headers by lower-case name, without credentials: they would end up in events and journals. */
export function shownHeaders(headers: Headers, hidden: readonly string[] = []): JsonObject {
  const left = new Set([...credentials, ...hidden.map((name) => name.toLowerCase())])
  return Object.fromEntries([...headers].filter(([name]) => !left.has(name)))
}
