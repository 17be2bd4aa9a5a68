import { describe, expect, test } from 'vitest'
import { createSlots, type Standing } from './slots.ts'

const standings: Record<string, Partial<Standing>> = {}
const of = (flowId: string): Standing => ({ party: null, priority: undefined, ...standings[flowId] })
const takeAll = (slots: ReturnType<typeof createSlots>, flowId: string): number => {
  let count = 0
  while (slots.take(flowId)) count += 1
  return count
}

describe('places', () => {
  test('leave an eighth to others, however many one flow wants', () => {
    const slots = createSlots(512, of)
    expect(takeAll(slots, 'flood')).toBe(448)
    expect(slots.take('other')).toBe(true)
    expect(slots.free()).toBe(63)
  })

  test('of several floods are about equal, and a newcomer still finds one', () => {
    const slots = createSlots(512, of)
    let isTaken = true
    const counts = [0, 0, 0]
    while (isTaken) {
      const got = [0, 1, 2].map((n) => slots.take(`flood-${n}`))
      got.forEach((ok, n) => (counts[n] = (counts[n] ?? 0) + (ok ? 1 : 0)))
      isTaken = got.includes(true)
    }
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    expect(slots.free()).toBeGreaterThan(10)
    expect(slots.take('newcomer')).toBe(true)
  })

  test('of one org leave some to the others', () => {
    const slots = createSlots(160, () => ({ party: 'acme', priority: undefined }))
    let count = 0
    for (let n = 0; n < 160; n += 1) if (slots.take(`flow-${n}`)) count += 1
    expect(count).toBe(150)
  })

  test('come back', () => {
    const slots = createSlots(8, of)
    expect(takeAll(slots, 'a')).toBe(7)
    slots.give('a')
    expect(takeAll(slots, 'a')).toBe(1)
    slots.force('b')
    slots.force('b')
    expect(slots.free()).toBe(0)
    expect(slots.taken()).toBe(9)
    expect(slots.take('c')).toBe(false)
  })

  test('are so few that each takes one', () => {
    expect(takeAll(createSlots(1, of), 'a')).toBe(1)
    expect(takeAll(createSlots(0, of), 'a')).toBe(0)
  })
})

describe('a share of what is free', () => {
  test('is all of it for the only flow', () => {
    expect(createSlots(512, of).share(['a'], 100)).toEqual([{ flowId: 'a', most: 100 }])
  })

  test('is equal among flows, and each gets one when there are many', () => {
    const slots = createSlots(512, of)
    expect(slots.share(['a', 'b'], 100)).toEqual([
      { flowId: 'a', most: 50 },
      { flowId: 'b', most: 50 },
    ])
    const many = Array.from({ length: 150 }, (_, n) => `f${n}`)
    const shares = slots.share(many, 100)
    expect(shares).toHaveLength(100)
    expect(shares.every(({ most }) => most === 1)).toBe(true)
  })

  test('is equal among orgs, whatever the number of their flows', () => {
    const slots = createSlots(512, (flowId) => ({ party: flowId.split('/')[0] ?? '', priority: undefined }))
    const shares = slots.share(['acme/1', 'acme/2', 'acme/3', 'beta/1'], 90)
    const sum = (org: string): number =>
      shares.filter(({ flowId }) => flowId.startsWith(org)).reduce((total, { most }) => total + most, 0)
    expect([sum('acme'), sum('beta')]).toEqual([45, 45])
  })

  test('is larger and first for what is urgent, and never nothing for the rest', () => {
    const slots = createSlots(512, (flowId) => ({
      party: null,
      priority: flowId === 'urgent' ? 'incident' : 'bulk',
    }))
    const shares = slots.share(['bulk', 'urgent'], 90)
    expect(shares).toEqual([
      { flowId: 'urgent', most: 80 },
      { flowId: 'bulk', most: 10 },
    ])
    expect(slots.share(['bulk', 'urgent'], 1)).toEqual([{ flowId: 'urgent', most: 1 }])
  })

  test('leaves to others what one flow may not have', () => {
    const slots = createSlots(80, of)
    expect(takeAll(slots, 'flood')).toBe(70)
    expect(slots.share(['flood', 'other'], 100)).toEqual([{ flowId: 'other', most: 8 }])
  })
})
