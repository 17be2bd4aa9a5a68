import { InputError, RemoteError, isJsonObject } from '@keyway/sdk'
import type { Http, HttpRequest, HttpResponse, Json } from '@keyway/sdk'
import type { RawPage } from '../listing.ts'

type FirstRequest = Pick<HttpRequest, 'query' | 'headers'> & {
  path: Exclude<HttpRequest['path'], { absolute: string }>
}

/**
 * One page of a collection: the first, or the one that the link of the page before it leads to. Okta's cursors are
 * opaque, expire, and belong to the query and the page size they came with, so that link is followed as it is.
 *
 * @throws {InputError} `cursor_unusable` for a place in another collection.
 * @throws {RemoteError} `okta_cursor_refused` when Okta does not go on from there.
 */
export async function readOktaPage(http: Http, first: FirstRequest, place: string | null): Promise<RawPage> {
  if (place === null) return toPage(await http.request({ method: 'GET', ...first }))
  const listed = pathOf(place)
  const wanted = pathOf(typeof first.path === 'string' ? first.path : first.path.relative)
  if (listed !== wanted) {
    throw new InputError(
      `The next page was to be one of ${wanted}, but the place where it begins is in ${listed}. Start the loop again.`,
      { code: 'cursor_unusable' },
    )
  }
  const { headers } = first
  try {
    const path = { relative: place }
    return toPage(await http.request({ method: 'GET', path, ...(headers === undefined ? {} : { headers }) }))
  } catch (error) {
    throw isRefused(error) ? toCursorRefused(error) : error
  }
}

/** Two ways to escape a path are one path. */
function pathOf(address: string): string {
  const [path = ''] = address.split(/[?#]/)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function isRefused(error: unknown): error is RemoteError {
  return error instanceof RemoteError && (error.statusCode === 400 || error.statusCode === 410)
}

function toCursorRefused(error: RemoteError): RemoteError {
  return new RemoteError(
    'Okta does not go on with the list from where the last page ended; such places expire. Start the loop again. ' +
      error.message,
    {
      code: 'okta_cursor_refused',
      ...(error.statusCode === undefined ? {} : { statusCode: error.statusCode }),
      ...(error.body === undefined ? {} : { body: error.body }),
      cause: error,
    },
  )
}

function toPage(response: HttpResponse): RawPage {
  const next = nextLink(response)
  return { items: itemsOf(response.body), next: next === undefined ? null : toRelative(next) }
}

/** Nearly all collections are a list. A few (`/api/v1/iam`) are an object with one list and the links in it. */
function itemsOf(body: Json): Json[] {
  if (Array.isArray(body)) return body
  const [list, another] = isJsonObject(body)
    ? Object.values(body).filter((value) => Array.isArray(value))
    : []
  if (list !== undefined && another === undefined) return list
  throw new RemoteError('Okta answered with something that is not a page of a list.', {
    code: 'okta_unexpected_answer',
  })
}

function nextLink({ body, links, headers }: HttpResponse): string | undefined {
  if (links['next'] !== undefined) return links['next']
  // The port leaves out links to where the token must not go.
  if (/\brel\s*=\s*"?next\b/i.test(headers['link'] ?? '')) throw nextPageElsewhere()
  const found = isJsonObject(body) && isJsonObject(body['_links']) ? body['_links']['next'] : undefined
  return isJsonObject(found) && typeof found['href'] === 'string' ? found['href'] : undefined
}

function nextPageElsewhere(): RemoteError {
  return new RemoteError(
    'The next page of the list is on another host, which does not get the token. Enter the domain into the connection ' +
      'that Okta uses in its links.',
    { code: 'okta_next_page_elsewhere' },
  )
}

/** The part of a link below the org: nothing in it says where to send the token. */
function toRelative(link: string): string {
  const url = URL.parse(link, 'https://org')
  if (url === null) throw nextPageElsewhere()
  return url.pathname + url.search
}
