import type { Effect } from './action.ts'
import type { Json } from './json.ts'
import type { Path } from './path.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Query parameters; `undefined` and `null` are left out, a list repeats the name. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>

export interface HttpRequest {
  method: HttpMethod
  /** Path below the connection's base URL, made with the `path` tag; or `{ relative }` for text a person typed. */
  path: Path | { relative: string } | { absolute: string }
  query?: Query
  headers?: Readonly<Record<string, string>>
  /** An object or list is sent as JSON, text as it is. */
  body?: Json
  /** Sent as it is, in parts, in place of `body`. */
  content?: HttpContent
  /** `text` leaves the answer unparsed. Default: JSON when the answer says so. */
  accept?: 'json' | 'text'
  /** Whom it acts for, if not for the account of the connection; credentials are then obtained for that account. */
  actAs?: string
  /** Effect of this one request where it is less than the action's: opening a conversation before posting into it. */
  effect?: Effect
  /** Answers with these statuses come back instead of being thrown (404 where "absent" is an answer). */
  allow?: readonly number[]
}

/** The body of a request that is too long to hold at once. */
export interface HttpContent {
  contentType: string
  /** In bytes. Absent: the length is not announced, which some servers refuse. */
  size?: number
  /** The content from its start; called again when the request is tried again. */
  read: () => AsyncIterable<Uint8Array>
}

/** A successful answer whose body comes as a stream, decompressed and otherwise as it was sent. */
export interface HttpDownload {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Name that the answer or its final URL gives the content; it is data from outside. */
  name: string
  /** To be read once. Throws TemporaryError when the other side breaks off before the end. Secrets are not masked in it. */
  content: AsyncIterable<Uint8Array>
}

export interface HttpResponse {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: Json
  /** Parsed `Link` header by `rel`, already checked to stay on the connection's host. */
  links: Readonly<Record<string, string>>
}

/**
 * The only way a connector reaches the network. It knows the connection's base URL and credentials; it times out,
 * retries what is safe by the action's effect, turns refusals into errors, redacts, and guards where packets may go.
 */
export interface Http {
  /** Throws ConnectionError (401), RemoteError (4xx), TemporaryError (429, 5xx, network) unless `allow` names the status. */
  request: (request: HttpRequest) => Promise<HttpResponse>
  /**
   * The same, for content of any length. Without a connection's base URL it also follows redirects to other hosts, where
   * it leaves the request's own headers behind. What is not read is cut off after some minutes.
   */
  download: (request: Omit<HttpRequest, 'accept' | 'allow'>) => Promise<HttpDownload>
  get: (path: Path, query?: Query) => Promise<Json>
  post: (path: Path, body?: Json, query?: Query) => Promise<Json>
  put: (path: Path, body?: Json, query?: Query) => Promise<Json>
  patch: (path: Path, body?: Json, query?: Query) => Promise<Json>
  delete: (path: Path, query?: Query) => Promise<Json>
  /** Follows `rel="next"` links and yields the items of each page's list, never more than `limit` items. */
  list: (path: Path, query?: Query, limit?: number) => AsyncIterable<Json>
}
