import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Limits, Step } from '../flow/document.ts'
import { arbitraryRun } from '../testing/arbitrary-run.ts'
import { drive } from '../testing/drive.ts'
import { build } from '../testing/run-steps.ts'
import { defaultLimits } from './limits.ts'

/** More steps than any test has time for, in few of the document. */
function nested(levels: number, innermost: Step[]): Step[] {
  return Array.from({ length: levels }).reduce<Step[]>(
    (inner, _, level) => [{ id: `level${level}`, repeat: 1_000_000, onItemError: 'ignore', do: inner }],
    innermost,
  )
}

const codes: Record<string, string> = {
  limit_steps: 'steps',
  limit_list: 'listItems',
  limit_children: 'children',
}

test('under any limits a run ends, and an error of a limit names it and how to raise it', () => {
  const limits = fc.record({
    steps: fc.integer({ min: 1, max: 60 }),
    listItems: fc.integer({ min: 1, max: 5 }),
    children: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(arbitraryRun, limits, ({ program, trigger, answer }, some) => {
      const started = { limits: { ...defaultLimits, ...some } }
      let most = 0
      const watch: Parameters<typeof drive>[1] = {
        trigger,
        answer,
        started,
        watch: ({ steps }) => (most = Math.max(most, steps)),
      }
      const { result, commands } = drive(program, watch)
      expect(result).not.toBeNull()
      expect(most).toBeLessThanOrEqual(some.steps + 1)
      expect(commands.filter(({ type }) => type === 'start_child').length).toBeLessThanOrEqual(some.children)
      if (result?.status !== 'failed' || !result.error.code.startsWith('limit_')) return
      expect(result.error.message).toContain(`limits: { ${codes[result.error.code] ?? '?'}: …`)
    }),
    { numRuns: 300 },
  )
})

test.each<[string, Step[]]>([
  ['with steps', [{ id: 'echo', use: 'test.echo' }]],
  ['without steps', []],
  ['with notes only', [{ note: 'Nothing to do.' }]],
  ['that fail', [{ fail: { message: 'no' } }]],
  ['of a loop over nothing', [{ id: 'none', forEach: [], do: [] }]],
])('loops in loops in loops %s end at the limit of steps, also where errors are caught', (_, innermost) => {
  const steps: Step[] = [{ id: 't', try: nested(3, innermost), catch: [] }]
  const { result } = limited(steps, { steps: 2_000 })
  expect(result).toMatchObject({ status: 'failed', error: { code: 'limit_steps' } })
})

test('a source that never ends and never has an item ends at the limit of steps', () => {
  const steps: Step[] = [{ id: 'n', stream: { use: 'test.list' }, do: [] }]
  let page = 0
  const started = { limits: { ...defaultLimits, steps: 50 } }
  const { result, commands } = drive(build(steps), {
    started,
    answer: () => ({ output: { items: [], next: (page += 1) } }),
  })
  expect(result).toMatchObject({ status: 'failed', error: { code: 'limit_steps' } })
  expect(commands.length).toBeLessThan(60)
})

function limited(steps: Step[], limits: Limits): ReturnType<typeof drive> {
  return drive(build(steps), { started: { limits: { ...defaultLimits, ...limits } } })
}
