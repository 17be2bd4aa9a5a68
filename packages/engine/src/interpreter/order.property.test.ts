import type { Json } from '@keyway/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryRun, type ArbitraryRun } from '../testing/arbitrary-run.ts'
import { drive, type Driven, type Open, type World } from '../testing/drive.ts'
import type { Command, Entry } from './journal.ts'
import { outcomesBefore } from './outcomes-before.ts'
import { createRecorder } from './recorder.ts'
import { replay } from './replay.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'

/** In which order the world answers, and in which portions the flow runs. */
const orders = fc.array(fc.nat(200), { minLength: 6, maxLength: 6 })

function picker(choices: readonly number[]): NonNullable<World['pick']> {
  let turn = 0
  return (open) => (choices[(turn += 1) % choices.length] ?? 0) % Math.max(1, open.length)
}

function slicer(choices: readonly number[]): () => number {
  let turn = 0
  return () => 1 + ((choices[(turn += 1) % choices.length] ?? 0) % 4)
}

function play({ program, trigger, answer }: ArbitraryRun, more: World = {}): Driven {
  return drive(program, { trigger, answer, ...more })
}

/** All that a run led to but times and the numbers of commands: how it ended, and each run of each step. */
function sight(run: ArbitraryRun, more: World): Json {
  const recorder = createRecorder()
  const { result } = play(run, { recorder, ...more })
  const runs = recorder
    .recording()
    .runs.filter(({ input }) => JSON.stringify(input)?.includes('"until"') !== true)
    .map(({ step, turns, status, input, output, error, lane }) =>
      JSON.stringify({ step, turns, status, input, output, error, lane }),
    )
  return JSON.parse(JSON.stringify({ result, runs: runs.toSorted() })) as Json
}

test('any interleaving of concurrent turns leads to the same result, and each step to the same values', () => {
  fc.assert(
    fc.property(arbitraryRun, orders, (run, order) => {
      expect(sight(run, { pick: picker(order) })).toEqual(sight(run, {}))
    }),
    { numRuns: 300 },
  )
})

test('in which portions a flow runs changes nothing: same commands, same journal, same record', () => {
  fc.assert(
    fc.property(arbitraryRun, orders, orders, (run, order, portions) => {
      const [whole, sliced] = [createRecorder(), createRecorder()]
      const driven = play(run, { pick: picker(order), recorder: whole })
      const inSlices = play(run, { pick: picker(order), recorder: sliced, slice: slicer(portions) })
      expect(inSlices).toEqual(driven)
      expect(sliced.recording()).toEqual(whole.recording())
    }),
    { numRuns: 300 },
  )
})

test('replay equals run: the journal alone gives the record that was seen live', () => {
  fc.assert(
    fc.property(arbitraryRun, orders, (run, order) => {
      const [live, later] = [createRecorder(), createRecorder()]
      const { journal, result } = play(run, { pick: picker(order), recorder: live })
      const stored = JSON.parse(JSON.stringify(journal)) as Entry[]
      expect(replay(run.program, stored, { recorder: later }).result).toEqual(result)
      expect(later.recording()).toEqual(live.recording())
    }),
    { numRuns: 300 },
  )
})

test('a snapshot stands for the journal before it: the rest goes on the same, also in another order', () => {
  fc.assert(
    fc.property(arbitraryRun, orders, orders, fc.nat(), (run, order, otherOrder, place) => {
      const snapshots: string[] = []
      const driven = play(run, {
        pick: picker(order),
        watch: (state, open) => {
          if (state.result !== null) return
          const commands = open.map((command) => ({ command, intendedAt: null, postponed: null }))
          snapshots.push(JSON.stringify(takeSnapshot(state, commands)))
        },
      })
      const cut = place % Math.max(1, snapshots.length)
      const text = snapshots[cut]
      if (text === undefined) return
      const from = (): Snapshot => JSON.parse(text) as Snapshot
      const rest = driven.journal.slice(cut + 1)
      expect(replay(run.program, rest, { from: from() }).result).toEqual(driven.result)
      const { state, open } = replay(run.program, [], { from: from() })
      const goingOn = { state, open: open.map(({ command }) => command) }
      const other = play(run, { from: goingOn, pick: picker(otherOrder) })
      expect(other.result).toEqual(driven.result)
    }),
    { numRuns: 300 },
  )
})

test('repeated from any step, a run asks only what was not asked before it, and ends the same', () => {
  fc.assert(
    fc.property(arbitraryRun, orders, orders, fc.nat(), (run, order, otherOrder, choice) => {
      const { journal, commands, result } = play(run, { pick: picker(order) })
      const steps = [...new Set(commands.flatMap((command) => ('step' in command ? [command.step] : [])))]
      const step = steps[choice % Math.max(1, steps.length)]
      if (step === undefined) return
      const given = outcomesBefore(run.program, journal, step)
      if (given === undefined) throw new Error(`The run gave a command at ${step} and did not come there.`)
      const repeated = play(run, { pick: picker(otherOrder), started: { given } })
      expect(repeated.result).toEqual(result)
      const asked = questions(repeated.commands)
      // Less where what was taken over came before something that was still asked the first time.
      expect(asked.length).toBeLessThanOrEqual(questions(commands).length - Object.keys(given).length)
    }),
    { numRuns: 300 },
  )
})

function questions(commands: readonly Command[]): Open[] {
  return commands.flatMap((command) =>
    command.type === 'finish' || command.type === 'respond' ? [] : [command],
  )
}
