import { describe, expect, test } from 'vitest'
import type { Json } from '@keyway/sdk'
import type { Step } from '../flow/document.ts'
import { drive, type World } from '../testing/drive.ts'
import { actionInputs, build, ret, run } from '../testing/run-steps.ts'

describe('for each', () => {
  const loop = (extra: object = {}): Step[] => [
    {
      id: 'each',
      forEach: { ref: 'trigger.list' },
      do: [{ id: 'send', use: 'test.write', with: { value: ['{{each.index}}', { ref: 'each.item' }] } }],
      ...extra,
    },
    { return: { count: { ref: 'each.count' } } },
  ]

  test('runs once for each item, in order', () => {
    const driven = run(loop(), { trigger: { list: ['a', 'b'] } })
    expect(actionInputs(driven)).toEqual([{ value: ['0', 'a'] }, { value: ['1', 'b'] }])
    expect(driven.result).toMatchObject({ output: { count: 2 } })
  })

  test('an empty or missing list runs nothing and goes on', () => {
    expect(run(loop(), { trigger: {} }).result).toMatchObject({ output: { count: 0 } })
  })

  test('keeps to its concurrency', () => {
    const program = build(loop({ concurrency: 3 }))
    let most = 0
    drive(program, {
      trigger: { list: [1, 2, 3, 4, 5, 6, 7] },
      pick: (open) => {
        most = Math.max(most, open.length)
        return open.length - 1
      },
    })
    expect(most).toBe(3)
  })

  test('the first error ends the loop, and late answers of other turns change nothing', () => {
    const driven = run(loop({ concurrency: 2 }), {
      trigger: { list: [1, 2, 3] },
      answer: () => ({ error: 'refused' }),
    })
    expect(driven.result).toMatchObject({ status: 'failed', error: { message: 'refused' } })
    expect(actionInputs(driven)).toHaveLength(2)
  })

  test('with onItemError: ignore the loop goes on', () => {
    const driven = run(loop({ onItemError: 'ignore' }), {
      trigger: { list: [1, 2, 3] },
      answer: () => ({ error: 'refused' }),
    })
    expect(actionInputs(driven)).toHaveLength(3)
    expect(driven.result).toMatchObject({ output: { count: 3 } })
  })

  test('a turn can be left by continueIf', () => {
    const driven = run(
      [
        {
          id: 'each',
          forEach: { ref: 'trigger.list' },
          do: [
            { continueIf: { value: { ref: 'each.item' }, is: 'greater than', to: 1 }, from: 'each' },
            { id: 'send', use: 'test.write', with: { value: { ref: 'each.item' } } },
          ],
        },
      ],
      { trigger: { list: [1, 2, 1, 3] } },
    )
    expect(actionInputs(driven)).toEqual([{ value: 2 }, { value: 3 }])
  })

  test('100,000 turns of function cards need no stack', () => {
    const steps: Step[] = [
      {
        id: 'each',
        forEach: { ref: 'trigger.list' },
        do: [{ id: 'c', use: 'text.compose', with: { text: '{{each.item}}' } }],
      },
      { return: { count: { ref: 'each.count' } } },
    ]
    const { result } = run(steps, { trigger: { list: Array.from({ length: 100_000 }, (_, n) => n) } })
    expect(result).toMatchObject({ output: { count: 100_000 } })
  })
})

describe('loops with results', () => {
  const list = { ref: 'trigger.list' }
  const double: Step = { id: 'twice', use: 'test.read', with: { value: { ref: 'l.item' } } }
  const world: World = {
    trigger: { list: [3, 1, 2] },
    answer: (command) => ({
      output: { n: 2 * Number(command.type === 'run_action' ? inputValue(command.input) : 0) },
    }),
    // The last one first, so that order is not by luck.
    pick: (open) => open.length - 1,
  }
  const inputValue = (input: Json): Json =>
    typeof input === 'object' && input !== null && 'value' in input ? (input.value ?? null) : null
  const output = (loop: object, extra: Step[] = []) =>
    run([{ id: 'l', forEach: list, do: [double, ...extra], ...loop }, ret({ ref: 'l' })], world).result

  test('collect keeps the order of the items, whatever ends first', () => {
    expect(output({ collect: { ref: 'twice.n' }, concurrency: 3 })).toMatchObject({
      output: { value: { list: [6, 2, 4] } },
    })
  })

  test('a turn that was left gives null', () => {
    const leave: Step = { continueIf: { value: { ref: 'l.item' }, is: 'not equal to', to: 1 }, from: 'l' }
    expect(output({ collect: { ref: 'twice.n' } }, [leave])).toMatchObject({
      output: { value: { list: [6, null, 4] } },
    })
  })

  test('keep filters by what the turn found', () => {
    expect(
      output({ keep: { value: { ref: 'twice.n' }, is: 'greater than', to: 2 }, concurrency: 2 }),
    ).toMatchObject({
      output: { value: { list: [3, 2] } },
    })
  })

  test('first stops at the first item', () => {
    const driven = run(
      [
        { id: 'l', forEach: list, do: [double], first: { value: { ref: 'twice.n' }, is: 'equal to', to: 2 } },
        ret({ ref: 'l' }),
      ],
      world,
    )
    expect(driven.result).toMatchObject({ output: { value: { item: 1, index: 1 } } })
    expect(actionInputs(driven)).toHaveLength(2)
  })

  test('memo folds in order', () => {
    expect(output({ memo: '', next: '{{ l.memo }}-{{ twice.n }}' })).toMatchObject({
      output: { value: { memo: '-6-2-4' } },
    })
  })

  test('repeat counts', () => {
    const driven = run([
      { id: 'r', repeat: '2', do: [{ id: 'w', use: 'test.write', with: { value: { ref: 'r.index' } } }] },
    ])
    expect(actionInputs(driven)).toEqual([{ value: 0 }, { value: 1 }])
    expect(run([{ id: 'r', repeat: -1, do: [] }]).result).toMatchObject({
      status: 'failed',
      error: { code: 'input_invalid' },
    })
  })

  test('a result that cannot be made is an error of the turn', () => {
    const steps: Step[] = [{ id: 'l', forEach: list, do: [], collect: { ref: 'l.item', as: 'object' } }]
    expect(run(steps, world).result).toMatchObject({ status: 'failed', error: { code: 'type_mismatch' } })
  })
})
