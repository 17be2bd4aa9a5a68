import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'

let count = 0

/**
 * An event of the System Log from its paths: `{ 'outcome.result': 'SUCCESS', target: [{ … }] }`. It has an id of its own
 * and, unless told, happened at the beginning of 2026.
 */
export function logEventOf(paths: Readonly<Record<string, Json>>): JsonObject {
  count += 1
  const event: JsonObject = {
    uuid: `event-${String(count)}`,
    published: '2026-01-01T00:00:00.000Z',
    actor: { id: '00u1', type: 'User', alternateId: 'ann@example.com', displayName: 'Ann' },
    outcome: { result: 'SUCCESS', reason: null },
    securityContext: { isProxy: null },
  }
  for (const [path, value] of Object.entries(paths)) put(event, path.split('.'), value)
  return event
}

function put(object: JsonObject, [key = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    object[key] = value
    return
  }
  const inner = object[key]
  const next = isJsonObject(inner) ? inner : {}
  object[key] = next
  put(next, rest, value)
}
