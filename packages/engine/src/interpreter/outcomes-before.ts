import { advance } from './advance.ts'
import { givenKey } from './given.ts'
import type { CommandId, Entry, GivenOutcome } from './journal.ts'
import type { Program } from './program.ts'
import type { Recorder } from './recorder.ts'
import type { State } from './state.ts'

/**
 * What an execution had learned from the world before it first came to a step: the outcomes of all commands that were
 * given before that, to be taken over by an execution that repeats it from there. Undefined when it never came to the
 * step.
 *
 * @param stepPath Path of the step in the document that the execution ran: `steps[2].do[0]`.
 */
export function outcomesBefore(
  program: Program,
  journal: readonly Entry[],
  stepPath: string,
): Record<string, GivenOutcome> | undefined {
  const keys = new Map<CommandId, string>()
  let isReached = false
  const recorder: Recorder = {
    begin: (_, step) => {
      isReached ||= step.path === stepPath
    },
    command: (fiber, step, command) => {
      if (isReached) return
      const items = fiber.loop?.items
      keys.set(command, givenKey(step, fiber.turns, items?.kind === 'pages' ? items.pages : undefined))
    },
    input: ignore,
    lane: ignore,
    origin: ignore,
    end: ignore,
    close: ignore,
  }
  const given = new Map<string, GivenOutcome>(Object.entries(takenOver(journal)))
  let state: State | null = null
  for (const entry of journal) {
    const outcome = outcomeOf(entry)
    const key = 'command' in entry ? keys.get(entry.command) : undefined
    if (outcome !== undefined && key !== undefined) given.set(key, outcome)
    state = advance(program, state, entry, { recorder }).state
  }
  return isReached ? Object.fromEntries(given) : undefined
}

/** What the execution itself had taken over from one before it. */
function takenOver([started]: readonly Entry[]): Readonly<Record<string, GivenOutcome>> {
  return started?.type === 'started' ? (started.given ?? {}) : {}
}

function outcomeOf(entry: Entry): GivenOutcome | undefined {
  switch (entry.type) {
    case 'succeeded':
      return { output: entry.output }
    case 'failed':
      return { error: entry.error }
    case 'answered':
      return { output: entry.answer }
    case 'woke':
      return { output: {} }
    case 'child_finished':
      return entry.result.status === 'succeeded'
        ? { output: entry.result.output }
        : { error: entry.result.error }
    default:
      // What a dry run described did not happen.
      return undefined
  }
}

function ignore(): void {
  // Only beginnings and commands matter here.
}
