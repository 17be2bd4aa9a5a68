import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { toDateTime } from './date-moment.ts'
import { formatDate, parseDate } from './date-tokens.ts'
import { toZone } from './date-zone.ts'

const utc = toZone('UTC')
const moment = toDateTime('2026-11-05T03:04:05.067Z')

describe('formatDate', () => {
  it.each([
    ['D DD M MM MMM MMMM', '5 05 11 11 Nov November'],
    ['Y YYYY yyyy YY', '2026 2026 2026 26'],
    ['h hh H HH m mm s ss', '3 03 3 03 4 04 5 05'],
    ['S SS SSS', '0 06 067'],
    ['a A Z ZZ z', 'am AM +00:00 +0000 UTC'],
    ['d dd ddd dddd', '4 Th Thu Thursday'],
    ['x X', '1793847845067 1793847845'],
    ['YYYY-MM-DDTHH:mm', '2026-11-05T03:04'],
    ["[at] h 'o''", "at 3 'o''"],
    ['', ''],
  ])('writes %s as %s', (format, expected) => {
    expect(formatDate(moment, format, utc)).toBe(expected)
  })

  it('writes in the zone, with its summer time', () => {
    const zone = toZone(' America/Pacific ')
    expect(formatDate(moment, 'MM/DD/Y h:mm a z', zone)).toBe('11/04/2026 7:04 pm PST')
    expect(formatDate(toDateTime('2026-07-05T03:04:05Z'), 'H z', zone)).toBe('20 PDT')
  })
})

describe('parseDate', () => {
  it.each([
    ['1/5/2026', 'MM/DD/YYYY', '2026-01-05T00:00:00.000Z'],
    ['2026-11-05T03:04:05.067', 'yyyy-MM-DDTHH:mm:ss.SSS', '2026-11-05T03:04:05.067Z'],
    ['Thursday, November 5, 2026 3:04 PM', 'dddd, MMMM D, Y h:mm a', '2026-11-05T15:04:00.000Z'],
    ['2026-11-05 03:04 +02:00', 'YYYY-MM-DD HH:mm Z', '2026-11-05T01:04:00.000Z'],
    ['on 5.11.26', '[on] D.M.YY', '2026-11-05T00:00:00.000Z'],
    ['1793847845', 'X', '2026-11-05T03:04:05.000Z'],
    ['-1', 'x', '1969-12-31T23:59:59.999Z'],
  ])('reads %s by %s', (text, format, expected) => {
    expect(parseDate(text, format, utc).toUTC().toISO()).toBe(expected)
  })

  it.each([
    ['2/30/2026', 'M/D/Y', 'date_invalid'],
    ['1e3', 'x', 'date_invalid'],
    ['9999999999999999', 'x', 'date_invalid'],
    ['12 PST', 'H z', 'format_invalid'],
  ])('refuses %s by %s', (text, format, code) => {
    expect(() => parseDate(text, format, utc)).toThrow(expect.objectContaining({ code }))
  })

  it('reads back what it wrote, in any zone', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    const zone = fc.constantFrom('UTC', 'US/Pacific', 'Asia/Kolkata', 'Europe/Berlin', 'Pacific/Chatham')
    const format = fc.constantFrom('YYYY-MM-DD HH:mm:ss.SSS Z', 'dddd, MMMM D, Y h:mm:ss.SSS A ZZ', 'x')
    fc.assert(
      fc.property(instant, zone, format, (date, name, tokens) => {
        const written = formatDate(DateTime.fromJSDate(date), tokens, toZone(name))
        expect(parseDate(written, tokens, toZone(name)).toMillis()).toBe(date.getTime())
      }),
    )
  })
})
