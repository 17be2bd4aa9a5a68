import type { Context } from 'hono'
import type { Cause } from '../org/log-event.ts'
import type { ApiToken } from '../org/api-tokens.ts'

/** What the middleware leaves in the context for the routes. */
export type SimEnv = {
  Variables: {
    requestId: string
    /** Set once the caller is known. */
    cause: Cause
    token: ApiToken
  }
}

export type SimContext = Context<SimEnv>
