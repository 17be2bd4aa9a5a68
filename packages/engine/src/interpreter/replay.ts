import type { WaitsFor } from '@keyway/sdk'
import type { Command, CommandId, Entry, Response, Result } from './journal.ts'
import { advance, type AdvanceOptions } from './advance.ts'
import type { Program } from './program.ts'
import { restore, type Snapshot } from './snapshot.ts'
import type { State } from './state.ts'

/**
 * A command that was given and has no outcome yet. `intendedAt` is when a write was announced; null if it was not.
 * `postponed` says when it is to be tried again, and how often it was tried.
 */
export interface OpenCommand {
  command: Exclude<Command, { type: 'finish' | 'respond' }>
  intendedAt: number | null
  postponed: { until: number; tries: number; waitsFor?: WaitsFor } | null
}

/** An execution rebuilt from its journal. */
export interface Replayed {
  state: State
  /** What was under way when the journal ends, in order. */
  open: readonly OpenCommand[]
  /** What the first respond step said, if one ran in what was folded. */
  response: Response | null
  result: Result | null
}

export interface ReplayOptions extends Pick<AdvanceOptions, 'recorder'> {
  /** Where to begin: `entries` are those behind it. Without it they are the whole journal. */
  from?: Snapshot | undefined
}

/** Folds a journal. The same journal gives the same state, values and open commands, whenever and wherever. */
export function replay(program: Program, entries: readonly Entry[], options: ReplayOptions = {}): Replayed {
  const { recorder, from } = options
  const open = createOpenCommands()
  let state: State | null = null
  let response: Response | null = null
  if (from !== undefined) {
    state = restore(from)
    open.add(from.open)
  }
  for (const entry of entries) {
    open.note(entry)
    const advanced = advance(program, state, entry, { recorder })
    state = advanced.state
    open.addCommands(advanced.commands)
    for (const command of advanced.commands) if (command.type === 'respond') response ??= command.response
  }
  if (state === null) throw new Error('The journal is empty.')
  return { state, open: open.list(state), response, result: state.result }
}

/** Keeps which commands have no outcome yet. */
export interface OpenCommands {
  add: (open: readonly OpenCommand[]) => void
  addCommands: (commands: readonly Command[]) => void
  /** An entry of the journal: an outcome, or the announcement of a write. */
  note: (entry: Entry) => void
  /** Those that somebody still waits for, in order. */
  list: (state: State) => OpenCommand[]
}

export function createOpenCommands(): OpenCommands {
  const open = new Map<CommandId, OpenCommand>()
  return {
    add(more) {
      for (const one of more) open.set(one.command.id, { ...one })
    },
    addCommands(commands) {
      for (const command of commands) {
        if (command.type !== 'finish' && command.type !== 'respond') {
          open.set(command.id, { command, intendedAt: null, postponed: null })
        }
      }
    },
    note(entry) {
      if (!('command' in entry)) return
      const found = open.get(entry.command)
      if (found === undefined) return
      if (entry.type === 'intended') found.intendedAt = entry.at
      else if (entry.type === 'withdrawn') found.intendedAt = null
      else if (entry.type === 'postponed') {
        const { until, tries, waitsFor } = entry
        const postponed = { until, tries, ...(waitsFor === undefined ? {} : { waitsFor }) }
        Object.assign(found, { intendedAt: null, postponed })
      } else open.delete(entry.command)
    },
    list({ waiting }) {
      for (const id of open.keys()) if (!waiting.has(id)) open.delete(id)
      return [...open.values()]
    },
  }
}
