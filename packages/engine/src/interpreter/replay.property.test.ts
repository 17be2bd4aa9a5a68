import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Step } from '../flow/document.ts'
import { parseFlow } from '../flow/schema.ts'
import { testCatalog } from '../testing/catalog.ts'
import { drive, type Driven } from '../testing/drive.ts'
import { compileFlow } from './compile.ts'
import type { Command } from './journal.ts'
import type { Program } from './program.ts'
import { createRecorder } from './recorder.ts'
import { replay } from './replay.ts'

const catalog = testCatalog()

/** Random flows out of every control step; ids are made unique afterwards. */
const flows: fc.Arbitrary<Step[]> = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 0, maxLength: 3 }),
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<Step>({ id: 'x', use: 'test.write', with: { value: '{{ trigger.n }}' } }),
    fc.constant<Step>({ id: 'x', use: 'test.chance' }),
    fc.constant<Step>({ wait: { seconds: 1 } }),
    fc.constant<Step>({ id: 'x', call: 'helper', with: { a: 1 } }),
    fc.constant<Step>({ fail: { message: 'no' }, when: { field: 'n', is: 'equal to', to: 1 } }),
    fc.constant<Step>({ continueIf: { field: 'n', is: 'not equal to', to: 2 } }),
    fc.record({
      id: fc.constant('x'),
      forEach: fc.constant([1, 2, 3]),
      concurrency: fc.integer({ min: 1, max: 3 }),
      collect: fc.constant('{{ trigger.n }}'),
      do: tie('steps'),
    }),
    fc.record({ id: fc.constant('x'), repeat: fc.constant(2), do: tie('steps') }),
    fc.record({ id: fc.constant('x'), try: tie('steps'), catch: tie('steps') }),
    fc.record({
      if: fc.constant({ field: 'n', is: 'greater than' as const, to: 1 }),
      then: tie('steps'),
      else: tie('steps'),
    }),
  ) as fc.Arbitrary<Step>,
})).steps

function renumber(value: unknown, count = { next: 1 }): unknown {
  if (Array.isArray(value)) return value.map((item) => renumber(item, count))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'id' ? `s${count.next++}` : renumber(item, count),
    ]),
  )
}

const runs = fc.record({
  steps: flows,
  n: fc.integer({ min: 0, max: 3 }),
  choices: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
})

function play({ steps, n, choices }: { steps: Step[]; n: number; choices: number[] }): {
  program: Program
  driven: Driven
} {
  const flow = parseFlow({ keyway: 1, name: 'Random', trigger: { manual: true }, steps: renumber(steps) })
  const { program } = compileFlow(flow, catalog)
  let turn = 0
  const choose = (): number => choices[(turn += 1) % choices.length] ?? 0
  const driven = drive(program, {
    trigger: { n },
    pick: (open) => choose() % Math.max(1, open.length),
    answer: () => (choose() % 5 === 0 ? { error: 'refused' } : { output: { value: choose() } }),
  })
  return { program, driven }
}

test('a crash after any journal entry and a reload lead to the same end, and no command is given twice', () => {
  fc.assert(
    fc.property(runs, (random) => {
      const { program, driven } = play(random)
      const ids = driven.commands.flatMap((command: Command) => ('id' in command ? [command.id] : []))
      expect(new Set(ids).size).toBe(ids.length)
      for (let cut = 1; cut <= driven.journal.length; cut += 1) {
        const reloaded = replay(program, driven.journal.slice(0, cut))
        const answered = new Set(
          driven.journal.slice(0, cut).flatMap((entry) => ('command' in entry ? [entry.command] : [])),
        )
        for (const { command } of reloaded.open) {
          expect(answered.has(command.id)).toBe(false)
          // What the reload would do next is what the first life did.
          expect(driven.commands).toContainEqual(command)
        }
      }
      expect(replay(program, driven.journal).result).toEqual(driven.result)
    }),
    { numRuns: 300 },
  )
})

test('two replays of a journal show the same values', () => {
  fc.assert(
    fc.property(runs, (random) => {
      const { program, driven } = play(random)
      const [first, second] = [createRecorder(), createRecorder()]
      replay(program, driven.journal, { recorder: first })
      replay(program, driven.journal, { recorder: second })
      expect(first.recording()).toEqual(second.recording())
    }),
    { numRuns: 100 },
  )
})

test('every run ends or waits for something', () => {
  fc.assert(
    fc.property(runs, (random) => {
      expect(play(random).driven.result).not.toBeNull()
    }),
    { numRuns: 300 },
  )
})
