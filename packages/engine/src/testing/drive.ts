import { isJsonObject, type Json } from '@keyway/sdk'
import { advance } from '../interpreter/advance.ts'
import type { Command, Entry, Result, StartedEntry } from '../interpreter/journal.ts'
import type { Program } from '../interpreter/program.ts'
import type { State } from '../interpreter/state.ts'

export type Open = Exclude<Command, { type: 'finish' | 'respond' }>
export type Answer = (command: Open) => { output: Json } | { error: string }

export interface Driven {
  journal: Entry[]
  commands: Command[]
  result: Result | null
}

export interface World {
  trigger?: Json
  started?: Partial<StartedEntry>
  answer?: Answer
  /** Which of the open commands gets its outcome next; 0 is the oldest. */
  pick?: (open: readonly Open[]) => number
}

/** Plays the world for a program until it finishes: each open command gets one outcome, in the order `pick` says. */
export function drive(program: Program, world: World = {}): Driven {
  const { trigger = {}, started = {}, answer = () => ({ output: {} }), pick = () => 0 } = world
  const commands: Command[] = []
  const journal: Entry[] = []
  const open: Open[] = []
  let at = 1_000
  let state: State | null = null
  let entry: Entry = { type: 'started', at, executionId: 'x1', seed: 'seed', trigger, ...started }
  for (;;) {
    journal.push(entry)
    const advanced = advance(program, state, entry)
    state = advanced.state
    commands.push(...advanced.commands)
    for (const command of advanced.commands) {
      if (command.type !== 'finish' && command.type !== 'respond') open.push(command)
    }
    if (state.result !== null) return { journal, commands, result: state.result }
    const [command] = open.splice(pick(open), 1)
    if (command === undefined) return { journal, commands, result: null }
    at += 10
    entry = outcome(command, answer(command), at)
  }
}

function outcome(command: Open, answered: ReturnType<Answer>, at: number): Entry {
  if (command.type === 'sleep') return { type: 'woke', at: command.until, command: command.id }
  if ('error' in answered) {
    const error = { code: 'remote_refused', message: answered.error, retry: 'never' as const }
    return { type: 'failed', at, command: command.id, error }
  }
  if (command.type === 'ask' && isJsonObject(answered.output)) {
    return { type: 'answered', at, command: command.id, answer: answered.output }
  }
  return { type: 'succeeded', at, command: command.id, output: answered.output }
}
