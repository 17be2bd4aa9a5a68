import type { Http, HttpMethod } from './http.ts'

/** Credentials that a connection obtained, for as long as they last. */
export interface Grant {
  /** Milliseconds since 1970. They are renewed some time before. */
  expiresAt: number
  /** Credential headers of one request. Asked for each time something is sent, so that each request can be signed. */
  sign: (request: { method: HttpMethod; url: URL }) => Readonly<Record<string, string>>
  /**
   * Takes note of what an answer says about credentials, such as a DPoP nonce (RFC 9449 section 9). True: the same
   * request, signed again, is worth sending once more.
   */
  learn?: (answer: { status: number; headers: Readonly<Record<string, string>> }) => boolean
  /** Masked in everything that leaves. */
  secrets: readonly string[]
}

/** What obtaining credentials may use of the world. */
export interface AuthorizeContext {
  /** Sends without credentials, below the profile's `signInUrl` or else its base URL, and repeats nothing. */
  http: Http
  /** Milliseconds since 1970. */
  now: number
  /** Whom the request acts for, where it says so. */
  actAs: string | undefined
}
