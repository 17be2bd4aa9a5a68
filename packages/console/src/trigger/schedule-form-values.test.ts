import { describe, expect, test } from 'vitest'
import { calendarKinds, ofKind, toCalendar, toCron, type Calendar } from './schedule-form-values.ts'

describe('cron text and calendar say the same', () => {
  test.each<[string, Calendar]>([
    ['* * * * *', { kind: 'minutes', every: 1 }],
    ['*/15 * * * *', { kind: 'minutes', every: 15 }],
    ['5 * * * *', { kind: 'hours', every: 1, minute: 5 }],
    ['0 */6 * * *', { kind: 'hours', every: 6, minute: 0 }],
    ['30 2 * * *', { kind: 'daily', time: '02:30' }],
    ['0 9 * * 0,6', { kind: 'weekly', days: ['0', '6'], time: '09:00' }],
    ['0 9 1,15,L * *', { kind: 'monthly', days: ['1', '15', 'L'], time: '09:00' }],
    ['30 3-12/3 * * 0,4', { kind: 'cron', cron: '30 3-12/3 * * 0,4' }],
    ['0 9 1 1 *', { kind: 'cron', cron: '0 9 1 1 *' }],
    ['0 9 13 * 5', { kind: 'cron', cron: '0 9 13 * 5' }],
    ['* * * * * *', { kind: 'cron', cron: '* * * * * *' }],
    ['soon', { kind: 'cron', cron: 'soon' }],
  ])('%s', (cron, calendar) => {
    expect(toCalendar(cron)).toEqual(calendar)
    expect(toCron(calendar)).toBe(cron)
  })

  test('ranges of days are days, and Sunday is one day', () => {
    expect(toCalendar('0 9 * * 1-5')).toMatchObject({ days: ['1', '2', '3', '4', '5'] })
    expect(toCalendar('0 9 * * 7,0')).toMatchObject({ days: ['0'] })
  })
})

test('what is missing makes no schedule, and another kind keeps the time', () => {
  expect(toCron({ kind: 'weekly', days: [], time: '09:00' })).toBeUndefined()
  expect(toCron({ kind: 'daily', time: '' })).toBeUndefined()
  for (const kind of calendarKinds)
    expect(toCron(ofKind(kind, { kind: 'daily', time: '07:10' }))).toBeDefined()
  expect(ofKind('weekly', { kind: 'daily', time: '07:10' })).toMatchObject({ time: '07:10' })
  expect(ofKind('cron', { kind: 'daily', time: '07:10' })).toEqual({ kind: 'cron', cron: '10 7 * * *' })
})
