import type { Condition } from '@keyway/engine'
import { describe, expect, test } from 'vitest'
import {
  addTo,
  canMove,
  fromRoot,
  literalOf,
  moveAt,
  removeAt,
  toRoot,
  unwrapAt,
  withLiteral,
  wrapAt,
  type Group,
} from './condition-tree.ts'

const row = (field: string): Condition => ({ field, is: 'equal to', value: 'x' })
const [a, b, c] = [row('a'), row('b'), row('c')]
const okta = "event.actor.id eq '1'"

describe('what is opened and saved again stays as it is', () => {
  test.each<[string, Condition | undefined]>([
    ['no condition', undefined],
    ['one comparison', a],
    ['one filter', { okta }],
    ['a group of each kind in the others', { any: [{ all: [a, { none: [b] }] }, { okta }, c] }],
    ['none of one', { none: [a] }],
    ['a reference and a template', { all: [{ value: { ref: 'trigger.a' }, is: 'is empty' }, b] }],
  ])('%s', (_name, when) => {
    expect(fromRoot(toRoot(when))).toEqual(when)
  })

  test('what is not finished is left out', () => {
    const root: Group = { all: [row(' '), { any: [] }, { okta: ' ' }, { any: [row(' a ')] }] }
    expect(fromRoot(root)).toEqual({ any: [row('a')] })
    expect(fromRoot({ any: [] })).toBeUndefined()
  })
})

describe('a group', () => {
  const root: Group = { all: [a, { any: [b] }, c] }

  test('takes another member at its end, and loses one', () => {
    expect(addTo(root, [1], row('d'))).toEqual({
      root: { all: [a, { any: [b, row('d')] }, c] },
      place: [1, 1],
    })
    expect(removeAt(root, [2])).toEqual({ root: { all: [a, { any: [b] }] }, place: [1] })
    expect(removeAt(root, [1, 0])).toEqual({ root: { all: [a, { any: [] }, c] }, place: [1] })
  })

  test('goes around a member, around all, and away again', () => {
    const wrapped = wrapAt(root, [0], 'none')
    expect(wrapped).toEqual({ root: { all: [{ none: [a] }, { any: [b] }, c] }, place: [0, 0] })
    expect(unwrapAt(wrapped.root, [0])).toEqual({ root, place: [0] })
    expect(wrapAt(root, [], 'any').root).toEqual({ any: [root] })
    expect(unwrapAt({ any: [root] }, []).root).toEqual(root)
    expect(unwrapAt(root, []).root).toEqual(root)
  })

  test('lets its members move past each other, into a neighbour and out', () => {
    expect(moveAt(root, [2], 'up').root).toEqual({ all: [a, c, { any: [b] }] })
    expect(moveAt(root, [0], 'down')).toEqual({ root: { all: [{ any: [b] }, a, c] }, place: [1] })
    expect(moveAt(root, [2], 'in')).toEqual({ root: { all: [a, { any: [b, c] }] }, place: [1, 1] })
    expect(moveAt(root, [0], 'in')).toEqual({ root: { all: [{ any: [a, b] }, c] }, place: [0, 0] })
    expect(moveAt(root, [1, 0], 'out')).toEqual({ root: { all: [a, { any: [] }, b, c] }, place: [2] })
    const ways = (['up', 'down', 'in', 'out'] as const).filter((way) => canMove(root, [1, 0], way))
    expect(ways).toEqual(['out'])
    expect(canMove(root, [], 'down')).toBe(false)
  })
})

test('a right side is what a person can type, and keeps its name', () => {
  expect(literalOf({ field: 'a', is: 'one of', to: ['x', 1] })).toEqual(['x', 1])
  expect(literalOf({ field: 'a', is: 'is empty' })).toBe('')
  for (const value of [{ ref: 'trigger.b' }, 'to {{trigger.b}}', [{ const: 1 }]])
    expect(literalOf({ field: 'a', is: 'equal to', value })).toBeUndefined()
  expect(literalOf({ value: 'a', is: 'equal to', to: 'b' })).toBeUndefined()
  expect(withLiteral({ field: 'a', is: 'equal to', to: 'x' }, 'y')).toEqual({
    field: 'a',
    is: 'equal to',
    to: 'y',
  })
  expect(withLiteral({ field: 'a', is: 'equal to', value: 'x' }, undefined)).toEqual({
    field: 'a',
    is: 'equal to',
  })
})
