import type { Command, CommandId, Entry, Result } from './journal.ts'
import { advance } from './advance.ts'
import type { Program } from './program.ts'
import type { Recorder } from './recorder.ts'
import type { State } from './state.ts'

/** A command that was given and has no outcome yet. `intended` is when a write was announced; null if it was not. */
export interface OpenCommand {
  command: Exclude<Command, { type: 'finish' | 'respond' }>
  intendedAt: number | null
}

/** An execution rebuilt from its journal. */
export interface Replayed {
  state: State
  /** What was under way when the journal ends, in order. */
  open: readonly OpenCommand[]
  result: Result | null
}

/** Folds a journal. The same journal gives the same state, values and open commands, whenever and wherever. */
export function replay(program: Program, entries: readonly Entry[], recorder?: Recorder): Replayed {
  const open = new Map<CommandId, OpenCommand>()
  let state: State | null = null
  for (const entry of entries) {
    const advanced = advance(program, state, entry, recorder)
    state = advanced.state
    note(open, entry)
    for (const command of advanced.commands) {
      if (command.type !== 'finish' && command.type !== 'respond')
        open.set(command.id, { command, intendedAt: null })
    }
  }
  if (state === null) throw new Error('The journal is empty.')
  const { waiting, result } = state
  return { state, open: [...open.values()].filter(({ command }) => waiting.has(command.id)), result }
}

function note(open: Map<CommandId, OpenCommand>, entry: Entry): void {
  if (entry.type === 'started' || entry.type === 'cancelled') return
  const found = open.get(entry.command)
  if (found === undefined) return
  if (entry.type === 'intended') found.intendedAt = entry.at
  else if (entry.type === 'withdrawn') found.intendedAt = null
  else open.delete(entry.command)
}
