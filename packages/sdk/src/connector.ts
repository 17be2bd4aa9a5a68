import type { Socket } from 'node:net'
import type { z } from 'zod'
import type { FileStore } from './file.ts'
import type { AuthorizeContext, Grant } from './grant.ts'
import type { Http, HttpMethod, HttpResponse } from './http.ts'
import type { Json, JsonObject } from './json.ts'
import type { TableStore } from './tables.ts'

/**
 * What happens when an action runs again:
 * `read` changes nothing; `idempotent` may be repeated; `write` has a visible effect each time; `destructive` is a write
 * that cannot be taken back. It decides retries, dry runs and what a crash leaves in doubt.
 */
export type Effect = 'read' | 'idempotent' | 'write' | 'destructive'

/** What an action may use of the world. */
export interface ActionContext {
  http: Http
  /** The connection's settings, secrets included; parse it with the connector's own schema. Never log it. */
  connection: Readonly<Record<string, unknown>>
  /** Opens a TCP or TLS socket through the egress guard, for protocols other than HTTP. */
  dial: (target: { host: string; port: number; tls: boolean }) => Promise<Socket>
  tables: TableStore
  files: FileStore
  /** The same for every try of this step of this execution: a remote idempotency key, or a row id. */
  idempotencyKey: string
  /** Milliseconds since 1970. */
  now: number
  signal: AbortSignal
}

/** Where a page starts: what the page before it gave as `next`, or null for the first. */
export interface PageRequest {
  cursor: Json
  /** How many items the caller would like; a page may have fewer. */
  size: number
}

export interface ItemPage {
  items: Json[]
  /** Where the next page starts; null when this is the last. */
  next: Json
}

export interface ActionDeclaration<Input extends z.ZodType, Output extends z.ZodType> {
  /** `connector.verb_noun`; follows from the file (`okta/actions/read-user.ts` is `okta.read_user`), never changes. */
  id: string
  title: string
  description: string
  effect: Effect
  /** Least privilege on the other side, as that side names it. */
  scopes?: readonly string[]
  standsFor?: readonly string[]
  /** Stops harm: where the other side's budget is scarce, it goes before everything else. */
  urgent?: true
  input: Input
  output: Output
  run: (input: z.output<Input>, context: ActionContext) => Promise<z.input<Output>>
  /**
   * For a `write`: finds out after a crash whether the effect already happened. Returns the output if so, `undefined` if
   * it surely did not. Without it such a step is left in doubt for a person.
   */
  lookUp?: (input: z.output<Input>, context: ActionContext) => Promise<z.input<Output> | undefined>
  /**
   * For a `read` that lists: one page of its items, so that a loop can run over any number of them without holding them
   * all (`forEach: { stream: … }`). Cursors are journalled: plain data, valid after a restart, never a secret.
   */
  readPage?: (input: z.output<Input>, page: PageRequest, context: ActionContext) => Promise<ItemPage>
}

/** An action with its types erased, as registries and the executor hold it. */
export interface Action {
  readonly kind: 'action'
  readonly id: string
  readonly title: string
  readonly description: string
  readonly effect: Effect
  readonly scopes: readonly string[]
  readonly standsFor: readonly string[]
  readonly urgent?: true
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly run: (input: unknown, context: ActionContext) => Promise<Json>
  readonly lookUp?: (input: unknown, context: ActionContext) => Promise<Json | undefined>
  readonly readPage?: (input: unknown, page: PageRequest, context: ActionContext) => Promise<ItemPage>
}

/** Declares an action: a card that touches the world through a connection. */
export function defineAction<Input extends z.ZodType, Output extends z.ZodType>(
  declaration: ActionDeclaration<Input, Output>,
): Action {
  const { lookUp, readPage, ...rest } = declaration
  return {
    kind: 'action',
    scopes: [],
    standsFor: [],
    ...rest,
    // The executor parses with `input` before it calls, so the erased signatures are honest.
    run: declaration.run as unknown as Action['run'],
    ...(lookUp === undefined ? {} : { lookUp: lookUp as unknown as NonNullable<Action['lookUp']> }),
    ...(readPage === undefined ? {} : { readPage: readPage as unknown as NonNullable<Action['readPage']> }),
  }
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
}

export interface HttpProfile {
  /** Every request of the connection stays on this origin (and below this path). */
  baseUrl: string
  /** Further addresses (origin and path) that take the same credentials. Requests name them whole, by `{ absolute }`. */
  otherBases?: readonly string[]
  /** Where credentials are obtained, if that is not below the base URL: the base URL of what `authorize` sends. */
  signInUrl?: string
  headers: Readonly<Record<string, string>>
}

/** What testing a connection may use. */
export interface TestContext extends ActionContext {
  /** Scopes that published flows need of this connection; absent where nobody knows. */
  scopesInUse?: readonly string[]
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
  describeError?: (response: HttpResponse) => { code?: string; message?: string } | undefined
  /** Proves that the connection works; throws the errors of the http port, or answers with a cause. */
  test?: (context: TestContext) => Promise<TestReport>
  actions: readonly Action[]
  events?: readonly EventDeclaration[]
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
  readonly describeError?: (response: HttpResponse) => { code?: string; message?: string } | undefined
  readonly test?: (context: TestContext) => Promise<TestReport>
  readonly actions: readonly Action[]
  readonly events: readonly EventDeclaration[]
}

/** Declares a connector: one folder, one account type, its actions and events. */
export function defineConnector<Connection extends z.ZodObject>(
  declaration: ConnectorDeclaration<Connection>,
): Connector {
  const { http, authorize, ...rest } = declaration
  return {
    kind: 'connector',
    events: [],
    ...rest,
    // The server parses the stored connection with `connection` before it calls.
    ...(http === undefined ? {} : { http: http as unknown as NonNullable<Connector['http']> }),
    ...(authorize === undefined
      ? {}
      : { authorize: authorize as unknown as NonNullable<Connector['authorize']> }),
  }
}
