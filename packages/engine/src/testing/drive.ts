import { isJsonObject, type Json } from '@keyway/sdk'
import { advance, proceed, type AdvanceOptions } from '../interpreter/advance.ts'
import type { ChildResult, Command, Entry, Result, StartedEntry } from '../interpreter/journal.ts'
import type { Program } from '../interpreter/program.ts'
import type { Recorder } from '../interpreter/recorder.ts'
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
  /** How many steps are run in one go. */
  slice?: (() => number) | undefined
  recorder?: Recorder | undefined
  /** Goes on from here instead of starting. */
  from?: { state: State; open: readonly Open[] }
  /** Told of the state after each entry. */
  watch?: (state: State, open: readonly Open[]) => void
}

/** Plays the world for a program until it finishes: each open command gets one outcome, in the order `pick` says. */
export function drive(program: Program, world: World = {}): Driven {
  const { trigger = {}, started = {}, answer = () => ({ output: {} }), pick = () => 0, from } = world
  const commands: Command[] = []
  const journal: Entry[] = []
  const open: Open[] = [...(from?.open ?? [])]
  let state: State | null = from?.state ?? null
  let at = state?.at ?? 1_000
  let entry: Entry | undefined
  if (state === null) entry = { type: 'started', at, executionId: 'x1', seed: 'seed', trigger, ...started }
  for (;;) {
    if (entry !== undefined) {
      journal.push(entry)
      const advanced = advanceWhole(program, { state, entry }, world)
      state = advanced.state
      commands.push(...advanced.commands)
      for (const command of advanced.commands) {
        if (command.type !== 'finish' && command.type !== 'respond') open.push(command)
      }
      world.watch?.(state, open)
    }
    if (state === null || state.result !== null) return { journal, commands, result: state?.result ?? null }
    const [command] = open.splice(pick(open), 1)
    if (command === undefined) return { journal, commands, result: null }
    at += 10
    entry = outcome(command, answer(command), at)
    at = Math.max(at, entry.at)
  }
}

/** `advance`, in slices where the world asks for that. */
function advanceWhole(
  program: Program,
  { state, entry }: { state: State | null; entry: Entry },
  { slice, recorder }: World,
): { state: State; commands: Command[] } {
  const options = (): AdvanceOptions => ({ recorder, slice: slice?.() })
  let advanced = advance(program, state, entry, options())
  const commands = [...advanced.commands]
  while (!advanced.isSettled) {
    advanced = proceed(program, advanced.state, options())
    commands.push(...advanced.commands)
  }
  return { state: advanced.state, commands }
}

function outcome(command: Open, answered: ReturnType<Answer>, at: number): Entry {
  if (command.type === 'sleep') return { type: 'woke', at: command.until, command: command.id }
  if (command.type === 'start_child' && !command.async) return childFinished(command.id, answered, at)
  if ('error' in answered) {
    const error = { code: 'remote_refused', message: answered.error, retry: 'never' as const }
    return { type: 'failed', at, command: command.id, error }
  }
  if (command.type === 'ask' && isJsonObject(answered.output)) {
    return { type: 'answered', at, command: command.id, answer: answered.output }
  }
  return { type: 'succeeded', at, command: command.id, output: answered.output }
}

function childFinished(command: number, answered: ReturnType<Answer>, at: number): Entry {
  const result: ChildResult =
    'error' in answered
      ? { status: 'failed', error: { code: 'flow_failed', message: answered.error, retry: 'never' } }
      : { status: 'succeeded', output: isJsonObject(answered.output) ? answered.output : {} }
  return { type: 'child_finished', at, command, result }
}
