import { expect, test } from 'vitest'
import { excerptOf, faultOf } from './filter-fault.ts'

test('a fault is where it was typed, with what stands around it', () => {
  expect(faultOf('')).toBeNull()
  expect(faultOf("event.actor.id eq 'a'")).toBeNull()
  const filter = "  event.actor.id == 'a'"
  const fault = faultOf(filter) ?? expect.fail('It can be read.')
  expect(fault.message).toContain('"==" is not among')
  expect(filter.slice(fault.position, fault.position + 2)).toBe('==')
  expect(excerptOf(filter, fault.position)).toEqual({ before: '  event.actor.id ', at: '=', after: "= 'a'" })
  const long = `${'x'.repeat(50)}=${'y'.repeat(50)}`
  expect(excerptOf(long, 50)).toEqual({ before: `…${'x'.repeat(32)}`, at: '=', after: `${'y'.repeat(32)}…` })
})
