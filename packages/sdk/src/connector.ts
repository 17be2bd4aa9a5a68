import type { z } from 'zod'
import type { Action, ActionContext } from './action.ts'
import type { Retry } from './errors.ts'
import type { AuthorizeContext, Grant } from './grant.ts'
import type { Http, HttpMethod, HttpResponse } from './http.ts'
import type { JsonObject } from './json.ts'
import type { Operation } from './operation.ts'
import type { ValueType } from './values/types.ts'

/** A value of an event that flows refer to. */
export interface EventField {
  /** How pickers know it: `user.id`. */
  key: string
  title: string
  /** Where it is, as a reference without its root `trigger`: `target[type=User].id`. Empty: the whole event. */
  path: string
  type: ValueType
}

/** An event a connector can start flows with. */
export interface EventDeclaration {
  /** `connector.noun_verb`: what a flow's trigger names. */
  id: string
  title: string
  description: string
  /** Event types, as the source names them, that this event stands for; empty means every type of the connector. */
  types: readonly string[]
  standsFor?: readonly string[]
  /** What arrives, and so what references under `trigger` read. */
  output?: z.ZodType
  /** What people look for in it, the most telling first. */
  fields?: readonly EventField[]
}

/** A type of event as the other side names it: what `<connector>.<type>` in a flow's trigger can stand for. */
export interface EventType {
  /** The other side's own name: `user.lifecycle.create`. */
  id: string
  title: string
  /** The group it is listed under. */
  category: string
  /** The part of the other side's product that it belongs to, and what that side tags it with, in its own words. */
  area: string
  tags: readonly string[]
  /** Whether hooks of the other side deliver it; if not, it is found in the other side's log only. */
  eligible: boolean
  stage: 'released' | 'beta' | 'internal'
}

export interface HttpProfile {
  /** Every request of the connection stays on this origin (and below this path). */
  baseUrl: string
  /** Further addresses (origin and path) that take the same credentials. Requests name them whole, by `{ absolute }`. */
  otherBases?: readonly string[]
  /** Where credentials are obtained, if that is not below the base URL: the base URL of what `authorize` sends. */
  signInUrl?: string
  headers: Readonly<Record<string, string>>
  /** Of budgets that `rateBucket` names: how much is left to others, 0 to 95 percent. Absent: as the server has it. */
  reservePercent?: number
}

/** What the other side said in a refused answer. */
export interface ErrorDescription {
  code?: string
  message?: string
  /**
   * Whether trying again can help, where the code says what the status does not. `later`: the request was not carried
   * out and may be soon, whatever its effect. `never`: also after a 429, which otherwise is tried again.
   */
  retry?: Retry
}

/** What testing a connection may use. */
export interface TestContext extends ActionContext {
  /** Scopes that published flows need of this connection; absent where nobody knows. */
  scopesInUse?: readonly string[]
  /** What `authorize` would be given to send with: a test may try to sign in otherwise than the connection does. */
  signInHttp?: Http
}

export interface TestReport {
  ok: boolean
  /** What a person should know: the account that answered, or the cause and what to do. */
  message: string
  details?: JsonObject
}

export interface ConnectorDeclaration<Connection extends z.ZodObject> {
  id: string
  title: string
  description: string
  connection: Connection
  /** Credentials to base URL and headers. Absent: the connector does not speak HTTP, or (http) has no fixed host. */
  http?: (connection: z.output<Connection>) => HttpProfile
  /**
   * Obtains credentials where the connection has none to send as they are; undefined where the headers of `http` do.
   * What it gives is kept in memory, shared by all requests of the connection, renewed before it expires and once after
   * a 401.
   */
  authorize?: (connection: z.output<Connection>, context: AuthorizeContext) => Promise<Grant | undefined>
  /**
   * Secret fields that hold a key pair as a JWK: the one that signs, and the one that is about to. The server makes them
   * and shows their public halves.
   */
  keyPair?: { current: string; next: string }
  /**
   * The budget of the other side that a request counts in, by the other side's name for it. Requests are then held to a
   * part of what `X-Rate-Limit-*` headers tell, together with all others of that side.
   */
  rateBucket?: (request: { method: HttpMethod; pathname: string }) => string
  /** Reads the error text and code of a refused answer, so that messages say what the other side said. */
  describeError?: (response: HttpResponse) => ErrorDescription | undefined
  /** Proves that the connection works; throws the errors of the http port, or answers with a cause. */
  test?: (context: TestContext) => Promise<TestReport>
  actions: readonly Action[]
  /** The endpoints that its custom API actions can call, as far as they are known. */
  operations?: readonly Operation[]
  events?: readonly EventDeclaration[]
  /** Least privilege for reading its events, as the other side names it. */
  eventScopes?: readonly string[]
  /** What each right of the other side allows, by its name there, in a sentence. */
  scopes?: Readonly<Record<string, string>>
  /** Every type of event that the other side is known to have. Flows may name others too. */
  eventTypes?: readonly EventType[]
  /** Event types whose order matters for whom they are about: flows take them one after the other. */
  isOrdered?: (type: string) => boolean
}

export interface Connector {
  readonly kind: 'connector'
  readonly id: string
  readonly title: string
  readonly description: string
  readonly connection: z.ZodObject
  readonly http?: (connection: Readonly<Record<string, unknown>>) => HttpProfile
  readonly authorize?: (
    connection: Readonly<Record<string, unknown>>,
    context: AuthorizeContext,
  ) => Promise<Grant | undefined>
  readonly rateBucket?: (request: { method: HttpMethod; pathname: string }) => string
  readonly keyPair?: { current: string; next: string }
  readonly describeError?: (response: HttpResponse) => ErrorDescription | undefined
  readonly test?: (context: TestContext) => Promise<TestReport>
  readonly actions: readonly Action[]
  readonly operations: readonly Operation[]
  readonly events: readonly EventDeclaration[]
  readonly eventScopes: readonly string[]
  readonly scopes: Readonly<Record<string, string>>
  readonly eventTypes: readonly EventType[]
  readonly isOrdered?: (type: string) => boolean
}

/** Declares a connector: one folder, one account type, its actions and events. */
export function defineConnector<Connection extends z.ZodObject>(
  declaration: ConnectorDeclaration<Connection>,
): Connector {
  const { http, authorize, ...rest } = declaration
  return {
    kind: 'connector',
    events: [],
    eventScopes: [],
    scopes: {},
    eventTypes: [],
    operations: [],
    ...rest,
    // The server parses the stored connection with `connection` before it calls.
    ...(http === undefined ? {} : { http: http as unknown as NonNullable<Connector['http']> }),
    ...(authorize === undefined
      ? {}
      : { authorize: authorize as unknown as NonNullable<Connector['authorize']> }),
  }
}
