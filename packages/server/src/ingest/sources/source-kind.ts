import type { JsonObject, z } from '@keyway/sdk'
import type { BearerRule } from '../bearer/verify-bearer.ts'

/** A request to a source, as its kind judges it: raw, its size already limited. */
export interface Delivery {
  headers: Headers
  url: URL
  body: Uint8Array
  /** When it came, milliseconds since 1970. */
  at: number
}

/** An event that a source read out of a delivery. */
export interface SourceEvent {
  type: string
  /** What makes two deliveries the same event; null when nothing does, so that each counts. */
  key: string | null
  subject: string | null
  /** Milliseconds since 1970, by the other side's clock; null when it does not say. */
  occurredAt: number | null
  payload: JsonObject
}

/** What a delivery turned out to be. */
export type Reading =
  | {
      kind: 'event'
      event: SourceEvent
      /** How long the sender waits for what a flow answers; left out, it is told at once that all is well. */
      waitMs?: number
    }
  /** Something that starts no flow: a handshake or a test of the connection. `what` goes into the list of deliveries. */
  | { kind: 'answer'; what: string; response: () => Response }
  | Fault

/** Why a delivery cannot be used: a stable code, answered with the status (400). */
export interface Fault {
  kind: 'fault'
  code: string
  status?: number
}

/** What a person needs to set up the other side. */
export interface Guide {
  url: string
  settings: Readonly<Record<string, unknown>>
  /** Null for people who may not see it. */
  secret: string | null
}

export interface SourceKindDeclaration<Settings extends z.ZodObject> {
  id: string
  title: string
  about: string
  settings: Settings
  secret: {
    title: string
    /** A new secret; undefined where the other side makes it and a person brings it. */
    generate?: () => string
    /** Says what is wrong with a secret that a person brings; undefined when it is good. */
    check?: (secret: string, settings: z.output<Settings>) => string | undefined
  }
  /** Types of events it is known to give, for those who write flows. */
  types: readonly string[]
  /**
   * Why a delivery is not from the other side, as a stable code; undefined when it is. Pure, over raw bytes, before
   * anything is parsed. `secrets` holds the current one and, during a rotation, the one before.
   */
  verify: (delivery: Delivery, settings: z.output<Settings>, secrets: readonly string[]) => string | undefined
  /**
   * The token that a sender has to show in place of the secret: the rule for it, or null where the settings name no issuer.
   * Undefined where it proves itself as `verify` says.
   */
  bearer?: (settings: z.output<Settings>) => BearerRule | null | undefined
  read: (delivery: Delivery, settings: z.output<Settings>) => Reading
  /** What to do on the other side, step by step. */
  steps: (guide: Guide) => string[]
  /** A program to paste into the other side, with URL and secret in it. */
  script?: (guide: Guide) => string
}

/** A kind of source with its types erased, as the registry holds it. */
export type SourceKind = SourceKindDeclaration<z.ZodObject>

export function defineSourceKind<Settings extends z.ZodObject>(
  declaration: SourceKindDeclaration<Settings>,
): SourceKind {
  const { settings, secret, verify, bearer, read, ...rest } = declaration
  const { check, ...made } = secret
  return {
    ...rest,
    settings,
    secret: {
      ...made,
      ...(check === undefined ? {} : { check: (text, given) => check(text, settings.parse(given)) }),
    },
    verify: (delivery, given, secrets) => verify(delivery, settings.parse(given), secrets),
    ...(bearer === undefined ? {} : { bearer: (given) => bearer(settings.parse(given)) }),
    read: (delivery, given) => read(delivery, settings.parse(given)),
  }
}
