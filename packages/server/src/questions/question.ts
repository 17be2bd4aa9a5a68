import type { CommandId, PersonRequest } from '@keyway/engine'
import type { JsonObject } from '@keyway/sdk'

/** A question that a wait step puts to a person. Times are milliseconds since 1970. */
export interface NewQuestion {
  executionId: string
  flowId: string
  /** The wait step's command; with the execution it makes the question the same however often it is asked. */
  command: CommandId
  step: string
  request: PersonRequest
  at: number
  expiresAt: number
}

/** An answer on its way to the flow. */
export interface Answer {
  questionId: string
  at: number
  /** E-mail address, or the name of an API token. */
  by: string
  /** What the wait step outputs. */
  output: JsonObject
}
