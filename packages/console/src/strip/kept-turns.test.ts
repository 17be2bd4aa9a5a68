import { describe, expect, it } from 'vitest'
import type { StepRun } from '@keyway/engine'
import { countTurns, keptTurns } from './kept-turns.ts'
import type { Painting } from './paint.ts'
import { indexRuns } from './run-index.ts'
import { stripTexts } from '../texts/strip.ts'

const loop = 'steps[0]'

function run(step: string, rest: Partial<StepRun>): StepRun {
  const values = { input: null, output: null, error: null, command: null }
  return { step, id: null, turns: [], status: 'succeeded', startedAt: 0, finishedAt: 1, ...values, ...rest }
}

function painting(
  turns: readonly number[],
  rest: Partial<Painting> & { output?: StepRun['output'] },
): Painting {
  const { output = null, ...others } = rest
  const runs = [run(loop, { output }), ...turns.map((turn) => run(`${loop}.do[0]`, { turns: [turn] }))]
  return {
    runs: indexRuns(runs),
    progress: [],
    omitted: {},
    rerunOf: null,
    trigger: null,
    inDoubtStep: null,
    children: [],
    wholeUrl: () => undefined,
    ...others,
  }
}

describe('turns of a long loop', () => {
  const ends = [...Array(200).keys(), ...Array.from({ length: 200 }, (_, at) => 999_800 + at)]
  const omitted = { [`${loop}.do[0]`]: 999_600 }

  it('says which were kept, and how many there were', () => {
    const shown = painting(ends, { omitted, output: { count: 1_000_000 } })
    const kept = keptTurns(shown, loop, [])
    expect(kept).toEqual({ first: 200, last: 200, between: 0, total: 1_000_000 })
    expect(kept === null ? '' : stripTexts.turnsKept(kept)).toBe(
      'Kept: the first 200 and last 200 of 1,000,000',
    )
    expect(countTurns(shown, loop, [])).toBe(1_000_000)
  })

  it('counts failed ones between the two ends', () => {
    const turns = [0, 1, 500, 700, 998, 999]
    const kept = keptTurns(painting(turns, { omitted, output: { count: 1_000 } }), loop, [])
    expect(kept).toEqual({ first: 2, last: 2, between: 2, total: 1_000 })
  })

  it('does not claim a total that nobody knows', () => {
    const kept = keptTurns(painting([0, 1, 8, 9], { omitted: { '*': null } }), loop, [])
    expect(kept).toEqual({ first: 2, last: 2, between: 0, total: null })
    const running = { omitted, progress: [{ step: loop, done: 10, total: 50 }] }
    expect(countTurns(painting([0, 1, 8, 9], running), loop, [])).toBe(50)
  })

  it('says nothing of a loop that was kept whole', () => {
    expect(keptTurns(painting([0, 1, 2], { output: { count: 3 } }), loop, [])).toBeNull()
    expect(keptTurns(painting([0, 1, 2], { omitted: { 'steps[1].do[0]': 7 } }), loop, [])).toBeNull()
    expect(countTurns(painting([0, 1, 2], {}), loop, [])).toBe(3)
  })
})
