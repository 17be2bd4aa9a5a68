import type { Route } from '@keyway/api'
import type { z } from '@keyway/sdk'
import type { Caller } from '../auth/caller.ts'

/** What a handler may know and do beside its parsed input. */
export interface CallContext {
  /** Address of the socket's other end; behind a proxy it is the proxy's. */
  address: string
  headers: Headers
  /** Aborted when the caller goes away. */
  signal: AbortSignal
  /** Adds a `Set-Cookie` line to the answer. */
  setCookie: (line: string) => void
}

/** The parsed input of a call to an open route, whose caller is nobody yet. */
export interface OpenCall<Params, Query, Body> {
  params: Params
  query: Query
  body: Body
  context: CallContext
}

/** The parsed input of a call by somebody whose role suffices. */
export interface Call<Params, Query, Body> extends OpenCall<Params, Query, Body> {
  caller: Caller
  /** The same caller again if still signed in; for answers that last longer than a moment. */
  recheck: () => Promise<Caller | undefined>
}

/** A call whose body is not JSON but content to be stored. */
export interface UploadCall<Params, Query> extends Call<Params, Query, unknown> {
  /** As the caller named it; empty when it did not. */
  contentType: string
  /** Ends with HttpProblem 413 where the limit is passed, or 415 at once for a compressed body. */
  content: AsyncIterable<Uint8Array>
}

/** A route's parsed input: `CallOf<typeof flows.getFlow>`. */
export type CallOf<Declared> =
  Declared extends Route<infer Params, infer Query, infer Body, z.ZodType>
    ? Call<z.output<Params>, z.output<Query>, z.output<Body>>
    : never

export interface CallLimits {
  /** Default 1 MB. */
  maxBodyBytes: number
  /** From the request's headers to the answer. Default 60 s. */
  timeoutMs: number
}
