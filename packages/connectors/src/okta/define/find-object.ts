import { isJsonObject } from '@keyway/sdk'
import type { Http, Json, JsonObject, Path, Query } from '@keyway/sdk'
import type { RawPage } from '../../listing.ts'
import { readOktaPage } from '../pages.ts'

/** The object at a path; undefined when there is none any more. */
export async function findObject(http: Http, path: Path): Promise<JsonObject | undefined> {
  const { status, body } = await http.request({ method: 'GET', path, allow: [404, 410] })
  return status < 300 && isJsonObject(body) ? body : undefined
}

/** The first object of a collection that fits, all pages of it searched. */
export async function findInList(
  http: Http,
  list: { path: Path; query?: Query },
  fits: (item: JsonObject) => boolean,
): Promise<JsonObject | undefined> {
  let place: string | null = null
  do {
    const page: RawPage = await readOktaPage(http, list, place)
    const found = page.items.filter(isJsonObject).find(fits)
    if (found !== undefined) return found
    place = page.next
  } while (place !== null)
  return undefined
}

/** Whether everything that was sent is found: Okta adds fields of its own, and leaves empty ones out. */
export function contains(found: Json | undefined, sent: Json): boolean {
  if (sent === null || sent === '') return found === undefined || found === sent
  if (Array.isArray(sent)) {
    if (!Array.isArray(found)) return sent.length === 0 && (found === undefined || found === null)
    return sent.length === found.length && sent.every((each, index) => contains(found[index], each))
  }
  if (!isJsonObject(sent)) return found === sent
  if (!isJsonObject(found)) return Object.keys(sent).length === 0
  return Object.entries(sent).every(([name, value]) =>
    contains(Object.hasOwn(found, name) ? found[name] : undefined, value),
  )
}
