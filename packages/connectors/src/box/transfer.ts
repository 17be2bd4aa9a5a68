import { path } from '@keyway/sdk'
import type { Http, JsonObject } from '@keyway/sdk'
import { toObject } from './client.ts'

/** Moves all that a user owns into a new folder of somebody else. Box does long transfers after it has answered. */
export async function transferFolders(
  http: Http,
  { from, to, notify }: { from: string; to: string; notify?: boolean | undefined },
): Promise<JsonObject> {
  const body = { owned_by: { id: to } }
  return toObject(await http.put(path`/2.0/users/${from}/folders/0`, body, { notify }))
}
