import { expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { judgeOrder } from './oracle.ts'

test('the same seed brings the same chance, another one brings other', () => {
  const draw = (seed: string): number[] => {
    const random = createRandom(seed)
    return Array.from({ length: 20 }, () => random.between(1, 1_000))
  }
  expect(draw('a/1')).toEqual(draw('a/1'))
  expect(draw('a/1')).not.toEqual(draw('a/2'))
})

test('both ends of a range come up, and nothing beyond', () => {
  const random = createRandom('ends')
  const drawn = new Set(Array.from({ length: 400 }, () => random.between(-1, 2)))
  expect([...drawn].toSorted((a, b) => a - b)).toEqual([-1, 0, 1, 2])
})

test('the oracle sees a write that was overtaken, and one that came twice', () => {
  const write = (subject: string, number: number) => ({ id: `${subject}${number}`, subject, number })
  expect(judgeOrder([write('ada', 1), write('lin', 1), write('ada', 3), write('lin', 2)])).toEqual([])
  expect(judgeOrder([write('ada', 2), write('ada', 1)])).toEqual(['ada: 1 was written after 2'])
  expect(judgeOrder([write('ada', 1), write('ada', 1)])).toEqual(['ada: 1 was written after 1'])
})
