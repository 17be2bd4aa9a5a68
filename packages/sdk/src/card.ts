import type { z } from 'zod'
import type { JsonObject } from './json.ts'

/** What a function card may know about the world: values taken from the journal, so that a replay sees the same. */
export interface CardContext {
  /** Time of the journal entry being processed, in milliseconds since 1970. */
  now: number
  /** Next number in [0, 1) of the execution's own sequence. */
  random: () => number
}

export interface CardExample<Input, Output> {
  title?: string
  input: Input
  output: Output
  /** Milliseconds since 1970 that `context.now` has in this example. */
  now?: number
}

/** Expected failure, as an example: the run must throw a FlowError with this code. */
export interface CardFailure<Input> {
  input: Input
  code: string
}

export interface CardDeclaration<Input extends z.ZodType, Output extends z.ZodType> {
  /** `family.name`; follows from the file's path (`list/chunk.ts` is `list.chunk`) and never changes. */
  id: string
  title: string
  /** One or two sentences: what it does, what happens with odd input. */
  description: string
  /** What users of another product would look for: `okta-workflows:list.length`. */
  standsFor?: readonly string[]
  input: Input
  output: Output
  /** Documentation and tests at once. */
  examples: readonly CardExample<z.input<Input>, z.output<Output>>[]
  failures?: readonly CardFailure<z.input<Input>>[]
  /** Pure: same input and context, same output. Throws FlowError. */
  run: (input: z.output<Input>, context: CardContext) => z.input<Output>
}

/** A function card with its types erased, as registries and the interpreter hold it. */
export interface Card {
  readonly kind: 'card'
  readonly id: string
  readonly title: string
  readonly description: string
  readonly standsFor: readonly string[]
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly examples: readonly CardExample<unknown, unknown>[]
  readonly failures: readonly CardFailure<unknown>[]
  readonly run: (input: unknown, context: CardContext) => JsonObject
}

/** Declares a function card. Types, form, documentation, tests and execution follow from this one object. */
export function defineCard<Input extends z.ZodType, Output extends z.ZodType>(
  declaration: CardDeclaration<Input, Output>,
): Card {
  return {
    kind: 'card',
    standsFor: [],
    failures: [],
    ...declaration,
    // The interpreter parses with `input` before it calls `run`, so the erased signature is honest.
    run: declaration.run as Card['run'],
  }
}
