import type { Socket } from 'node:net'
import type { z } from 'zod'
import type { FileStore } from './file.ts'
import type { Http } from './http.ts'
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

/** What an action did: what it was asked, what it found before, and what it answered. */
export interface Change<Input, State extends Json, Output> {
  input: Input
  before: State
  output: Output
}

/** What takes a change back. */
export interface Inverse<Input, State extends Json, Output> {
  /** Id of an action of the same connector. */
  action: string
  /** What to give that action; undefined where nothing is to be taken back: it was so before, or nobody can. */
  input: (change: Change<Input, State, Output>) => JsonObject | undefined
}

export interface ActionDeclaration<
  Input extends z.ZodType,
  Output extends z.ZodType,
  State extends Json = Json,
> {
  /** `connector.verb_noun`; follows from the file (`okta/actions/read-user.ts` is `okta.read_user`), never changes. */
  id: string
  title: string
  description: string
  effect: Effect
  /** Least privilege on the other side, as that side names it. */
  scopes?: readonly string[]
  /**
   * Scopes that follow from the inputs, beside `scopes`. It gets those that a flow gives as constants; texts with references
   * in them are there with their `{{ … }}`.
   */
  scopesFor?: (inputs: JsonObject) => readonly string[]
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
  /**
   * For what is no `read`: what the action is about to change, as it is now, without secrets; null where it does not
   * exist. It only reads. Asked before the change it is what undo stands on; asked again afterwards it is the evidence.
   */
  readState?: (input: z.output<Input>, context: ActionContext) => Promise<State>
  /** What takes the change back, where something does. It needs `readState`. */
  inverse?: Inverse<z.output<Input>, State, z.output<Output>>
}

/** An action with its types erased, as registries and the executor hold it. */
export interface Action {
  readonly kind: 'action'
  readonly id: string
  readonly title: string
  readonly description: string
  readonly effect: Effect
  readonly scopes: readonly string[]
  readonly scopesFor?: (inputs: JsonObject) => readonly string[]
  readonly standsFor: readonly string[]
  readonly urgent?: true
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly run: (input: unknown, context: ActionContext) => Promise<Json>
  readonly lookUp?: (input: unknown, context: ActionContext) => Promise<Json | undefined>
  readonly readPage?: (input: unknown, page: PageRequest, context: ActionContext) => Promise<ItemPage>
  readonly readState?: (input: unknown, context: ActionContext) => Promise<Json>
  readonly inverse?: Inverse<unknown, Json, unknown>
}

/** Declares an action: a card that touches the world through a connection. */
export function defineAction<Input extends z.ZodType, Output extends z.ZodType, State extends Json = Json>(
  declaration: ActionDeclaration<Input, Output, State>,
): Action {
  // The executor parses with `input` before it calls, and what it keeps of states and outputs is what these functions
  // gave: so the erased signatures are honest.
  const erased = declaration as unknown as Omit<Action, 'kind'>
  return {
    kind: 'action',
    ...erased,
    scopes: declaration.scopes ?? [],
    standsFor: declaration.standsFor ?? [],
  }
}
