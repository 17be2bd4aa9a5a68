import { expect, test } from 'vitest'
import { formatTable } from './table.ts'

test('columns are as wide as their widest cell, numbers stand right, nothing is a dash', () => {
  const rows = [
    ['Breached password', 7, null],
    ['B', 12, 'on'],
  ]
  expect(formatTable(['flow', 'cards', 'state'], rows)).toBe(
    ['flow               cards  state', 'Breached password      7  –', 'B                     12  on'].join(
      '\n',
    ),
  )
})

test('without rows the headers remain', () => {
  expect(formatTable(['flow', 'cards'], [])).toBe('flow  cards')
})
