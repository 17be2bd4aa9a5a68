import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Memory } from './memory.ts'
import type { WindowEntry } from './window-logic.ts'

const arrivals = fc.array(
  fc.record({ id: fc.nat(60), at: fc.nat(1_000), value: fc.nat(40), forget: fc.nat(12) }),
  { maxLength: 120 },
)

/** The same by looking through everything each time. */
function describeSlowly(mergeMs: number | undefined) {
  const entries: WindowEntry[] = []
  const part = (at: number): number => Math.floor(at / (mergeMs ?? 1))
  return {
    entries,
    forget: (count: number) => entries.splice(0, count),
    add(entry: WindowEntry): void {
      if (entries.some(({ uuid }) => uuid === entry.uuid)) return
      const same = entries.find(
        (other) =>
          mergeMs !== undefined &&
          part(other.at) === part(entry.at) &&
          other.data['value'] === entry.data['value'],
      )
      if (same !== undefined) {
        same.count += 1
        same.at = Math.min(same.at, entry.at)
        same.arrivedAt = Math.max(same.arrivedAt, entry.arrivedAt)
        return
      }
      const after = entries.findLastIndex(({ at }) => at <= entry.at)
      entries.splice(after + 1, 0, entry)
    },
  }
}

test.each([undefined, 100])(
  'remembers with an index what looking through everything finds, merging %s',
  (mergeMs) => {
    fc.assert(
      fc.property(arrivals, (all) => {
        const memory = new Memory(mergeMs === undefined ? {} : { mergeMs })
        const slow = describeSlowly(mergeMs)
        for (const { id, at, value, forget } of all) {
          const entry = () => ({ uuid: `u${id}`, at, arrivedAt: at, data: { value }, count: 1 })
          memory.add(entry())
          slow.add(entry())
          if (forget === 12) {
            memory.forget(10)
            slow.forget(10)
          }
          expect(memory.entries).toEqual(slow.entries)
        }
      }),
    )
  },
)

test('of more than it may hold, the oldest go, and may come again', () => {
  const memory = new Memory({})
  for (let at = 0; at < 2_001; at += 1) memory.add({ uuid: `u${at}`, at, arrivedAt: at, data: {}, count: 1 })
  expect(memory.entries).toHaveLength(2_000)
  expect(memory.entries[0]?.uuid).toBe('u1')
  expect(memory.add({ uuid: 'u5', at: 9_000, arrivedAt: 9_000, data: {}, count: 1 })).toBe(-1)
})
