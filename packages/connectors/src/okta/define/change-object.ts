import { setTimeout as sleep } from 'node:timers/promises'
import { RemoteError, TemporaryError, isJsonObject } from '@keyway/sdk'
import type { ActionContext, JsonObject, Path } from '@keyway/sdk'

/** What the server sets. Some kinds refuse it when it is sent back. */
const serverFields = new Set([
  'id',
  'created',
  'createdBy',
  'createdDate',
  'lastUpdated',
  'lastUpdatedBy',
  'lastUpdate',
  'system',
  '_links',
  '_link',
  '_embedded',
])

const rounds = 8

/**
 * Changes an object that Okta only replaces as a whole. Okta has no precondition for that, so somebody who read it before
 * us may write after us what they read. Hence each write is read again after a while that is longer than a read and a
 * write usually take, and made again if it is gone. Only a write that is under way for longer than that can still
 * overwrite ours unnoticed. Source: Okta's API description.
 *
 * @param change the fields to replace, by the object as it is; undefined once nothing is left to change.
 * @returns the object as it was found in the end, and whether it was written.
 * @throws {TemporaryError} `okta_concurrent_change` when others keep writing.
 */
export async function changeObject(
  { http, signal }: Pick<ActionContext, 'http' | 'signal'>,
  path: Path,
  change: (found: JsonObject) => JsonObject | undefined,
): Promise<{ object: JsonObject; changed: boolean }> {
  for (let round = 0; round < rounds; round += 1) {
    const found = await http.get(path)
    if (!isJsonObject(found)) {
      throw new RemoteError(`Okta answered with something that is no object at ${path}.`, {
        code: 'okta_unexpected_answer',
      })
    }
    const fields = change(found)
    if (fields === undefined) return { object: found, changed: round > 0 }
    await http.put(path, { ...writable(found), ...fields })
    // Of several who collide, each comes back at another time.
    await sleep(500 + Math.random() * Math.min(250 * 2 ** round, 4_000), undefined, { signal })
  }
  throw new TemporaryError(
    `Others changed ${path} again and again while it was being changed. It is worth another try later.`,
    { code: 'okta_concurrent_change' },
  )
}

/** What of an object is sent back to replace it. */
export function writable(found: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(found).filter(([name]) => !serverFields.has(name)))
}
