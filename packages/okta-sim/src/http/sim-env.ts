import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ApiToken } from '../org/api-tokens.ts'
import type { App } from '../org/apps.ts'
import type { Cause } from '../org/log-event.ts'

/** Who calls the API: an administrator by SSWS token, or a service app by OAuth access token. */
export type Caller =
  { kind: 'token'; token: ApiToken } | { kind: 'client'; app: App; scopes: readonly string[] }

/** What the middleware leaves in the context for the routes. */
export type SimEnv = {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    /** Set once the caller is known. */
    cause: Cause
    caller: Caller
  }
}

export type SimContext = Context<SimEnv>
