import { expect, test } from 'vitest'
import { moveBy, nextCell, parseCells, spread } from './grid-moves.ts'

const size = { rows: 3, columns: 2 }

test('arrow keys move to the neighbour and stop at the edge', () => {
  expect(moveBy('ArrowDown', { row: 0, column: 0 }, size)).toEqual({ row: 1, column: 0 })
  expect(moveBy('ArrowUp', { row: 0, column: 1 }, size)).toEqual({ row: 0, column: 1 })
  expect(moveBy('End', { row: 1, column: 0 }, size)).toEqual({ row: 1, column: 1 })
  expect(moveBy('PageDown', { row: 0, column: 0 }, size)).toEqual({ row: 2, column: 0 })
  expect(moveBy('a', { row: 0, column: 0 }, size)).toBeUndefined()
})

test('Tab goes on in the next row', () => {
  expect(nextCell({ row: 0, column: 1 }, size, 1)).toEqual({ row: 1, column: 0 })
  expect(nextCell({ row: 2, column: 1 }, size, 1)).toEqual({ row: 2, column: 1 })
  expect(nextCell({ row: 1, column: 0 }, size, -1)).toEqual({ row: 0, column: 1 })
})

test('cells of a spreadsheet are lines with tabs', () => {
  expect(parseCells('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(parseCells('one')).toEqual([['one']])
})

test('what goes beyond the last row is added, what goes beyond the last column is dropped', () => {
  const pasted = spread(
    [
      ['1', '2'],
      ['3', '4'],
    ],
    { row: 2, column: 1 },
    { rows: 3, columns: ['a', 'b'] },
  )
  expect(pasted).toEqual({ changed: [{ row: 2, texts: { b: '1' } }], added: [{ b: '3' }], dropped: 2 })
})
