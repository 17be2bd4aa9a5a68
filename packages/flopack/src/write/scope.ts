import { InputError, type ValueType } from '@keyway/sdk'
import type { CardStep, Step } from '@keyway/engine'
import type { Path } from '../reference.ts'
import type { Source } from '../source.ts'
import type { BodyDraft, CardDraft, FieldDraft } from './draft.ts'
import type { Identifiers } from './identifiers.ts'

/** What the writing of one flow shares. */
export interface FlowWriter {
  name: string
  ids: Identifiers
  file: FileWriter
  /** Steps that only say what values cannot; written as cards only where nothing stands for them. */
  deferred: Map<string, CardStep>
  /** `try` steps that stand for a card's error policy: by their id, which step each of their outputs comes from. */
  guards: Map<string, ReadonlyMap<string, string>>
  /** Writes steps; handed in, since steps contain steps. */
  write: (scope: WriteScope, steps: readonly Step[]) => void
  extraCards: number
}

/** What the flows of a file share. */
export interface FileWriter {
  /** Id in the export of a flow that a step calls by id or name. */
  findFlow: (call: string) => string | undefined
  /** Declared type of a helper's input. */
  inputType: (helper: string, key: string) => ValueType | undefined
  findTable: (table: string) => string | undefined
  /** Id in the export of the account a card uses; null when only the connector is known. */
  connect: (connection: string, module: string) => string | null
  /** What is said in another way than in the documents. */
  changes: Change[]
  /** Puts embedded bodies in their places, when every type is known. */
  finish: (() => void)[]
  /** Runs when every flow is written: some types follow from what helpers return. */
  later: ((helpers: ReadonlyMap<string, BodyDraft>) => void)[]
}

/** A sentence about what is different in the export from a flow. */
export interface Change {
  flow: string
  change: string
}

/** An output that a card has, or can be given. */
export interface Offer {
  key: string
  group: string | null
  /** What documents call it. */
  source: Source
  type?: ValueType
}

/** What references with one root lead to. */
export interface Producer {
  card: CardDraft
  offers: readonly Offer[]
  /** Groups of outputs that are the keys of an object: every key is an output. */
  groups?: readonly { group: string | null; path: Path }[]
  /** Whatever else is referred to becomes an output of that name. */
  open?: (key: string) => Offer
}

/** One body while it is written. */
export interface WriteScope {
  flow: FlowWriter
  body: BodyDraft
  root: CardDraft
  /** Where the next card goes: after `last`; in a lane of If/Else, `join` is where the lane ends. */
  last: CardDraft | undefined
  join: CardDraft | undefined
  producers: Map<string, Producer>
  drillDowns: Map<FieldDraft, CardDraft>
  wormholes: Map<string, FieldDraft>
  outer: { scope: WriteScope; container: CardDraft } | undefined
  /** Step that a Return of this body ends. */
  endsAt: string | undefined
}

/** Adds a card at the end. */
export function appendCard(scope: WriteScope, card: CardDraft): void {
  scope.body.cards.push(card)
  if (scope.last !== undefined) scope.body.edges.push([scope.last.uuid, card.uuid])
  // An If has no edge of its own; its join has.
  if (scope.join !== undefined && card.type !== 'control.if') {
    scope.body.edges.push([card.uuid, scope.join.uuid])
  }
  scope.last = card
}

/** Notes that something is said in another way than in the document. */
export function noteChange({ flow }: WriteScope, change: string): void {
  flow.file.changes.push({ flow: flow.name, change })
}

/** The error for what Okta Workflows cannot say. */
export function cannotSay({ flow }: WriteScope, step: string, reason: string): InputError {
  return new InputError(
    `Flow "${flow.name}", step "${step}": ${reason} It cannot be exported for Okta Workflows as it is.`,
    { code: 'flopack_not_expressible' },
  )
}

/** How messages name a step. */
export function nameOf(step: Step): string {
  return step.title ?? step.id ?? Object.keys(step)[0] ?? 'step'
}

/** Title of a card whose step others refer to. The reader makes the id from it again. */
export function titleOf(step: Step): string {
  if (step.title !== undefined) return step.title
  return step.id === undefined || /^step\d*$/.test(step.id) ? '' : step.id
}
