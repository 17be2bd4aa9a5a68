import type { Http, JsonObject, z } from '@keyway/sdk'
import type { NotificationSubject } from '../subject.ts'

/** One message: what it tells of, and the name by which a receiver knows that it had it before. */
export interface Message {
  /** The same for every try. */
  id: string
  /** When it was made, in milliseconds since 1970. */
  at: number
  /** Sent to try the way, about nothing. */
  isTest: boolean
  /** At least one. */
  subjects: readonly NotificationSubject[]
}

/** What sending may use. */
export interface SendContext {
  /** Any public host, behind the egress guard; throws the errors of the http port. */
  http: Http
  /** Runs an action of the connection of that id; throws what the action throws. */
  run: (connectionId: string, action: string, input: JsonObject) => Promise<void>
  /** Tries the connection of that id; throws with the cause when it does not work. */
  test: (connectionId: string) => Promise<void>
}

/** A way to tell people or other systems: one declaration each. */
export interface TargetKind<Settings extends z.ZodObject> {
  id: string
  title: string
  description: string
  /** What people enter; secrets are marked. */
  connection: Settings
  /** Whether subjects of several rules have to go as a message for each rule, by what is no secret. */
  splitsByRule?: (settings: JsonObject) => boolean
  send: (settings: z.output<Settings>, message: Message, context: SendContext) => Promise<void>
}

/** A kind as the registry holds it: settings and secrets are parsed by its own schema. */
export interface AnyTargetKind {
  id: string
  title: string
  description: string
  connection: z.ZodObject
  splitsByRule: (settings: JsonObject) => boolean
  send: (values: JsonObject, message: Message, context: SendContext) => Promise<void>
}

/** Declares a kind of target. */
export function defineKind<Settings extends z.ZodObject>(declared: TargetKind<Settings>): AnyTargetKind {
  const { connection, send, splitsByRule = () => false, ...rest } = declared
  return {
    ...rest,
    connection,
    splitsByRule,
    send: async (values, message, context) => send(connection.parse(values), message, context),
  }
}
