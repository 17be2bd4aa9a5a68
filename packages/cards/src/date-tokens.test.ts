import fc from 'fast-check'
import { DateTime, Settings } from 'luxon'
import { describe, expect, it } from 'vitest'
import { toDateTime } from './date-moment.ts'
import { formatDate, parseDate } from './date-tokens.ts'
import { toZone } from './date-zone.ts'

const utc = toZone('UTC')
const moment = toDateTime('2026-11-05T03:04:05.067Z')
const now = Date.UTC(2026, 10, 21, 20, 0)

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
    const zone = toZone(' America/Los_Angeles ')
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
    ['10:00', 'HH:mm', '2026-11-21T10:00:00.000Z'],
    ['7/4', 'M/D', '2026-07-04T00:00:00.000Z'],
    ['11/2027', 'MM/YYYY', '2027-11-01T00:00:00.000Z'],
    ['3', 'D', '2026-11-03T00:00:00.000Z'],
    ['-1', 'x', '1969-12-31T23:59:59.999Z'],
  ])('reads %s by %s', (text, format, expected) => {
    expect(parseDate(text, format, { zone: utc, now }).toUTC().toISO()).toBe(expected)
  })

  it.each([
    ['2/30/2026', 'M/D/Y', 'date_invalid'],
    ['1e3', 'x', 'date_invalid'],
    ['9999999999999999', 'x', 'date_invalid'],
    ['12 PST', 'H z', 'format_invalid'],
    ['2026 2026', 'Y Y', 'format_invalid'],
    ['12 am', 'H a', 'format_invalid'],
    ['Monday 11/21/2026', 'dddd M/D/Y', 'date_invalid'],
    ['Monday', 'dddd', 'date_invalid'],
    ['', 'M/D/Y', 'date_invalid'],
  ])('refuses %s by %s', (text, format, code) => {
    expect(() => parseDate(text, format, { zone: utc, now })).toThrow(expect.objectContaining({ code }))
  })

  it('reads back what it wrote, in any zone', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    const zone = fc.constantFrom('UTC', 'US/Pacific', 'Asia/Kolkata', 'Europe/Berlin', 'Pacific/Chatham')
    const format = fc.constantFrom('YYYY-MM-DD HH:mm:ss.SSS Z', 'dddd, MMMM D, Y h:mm:ss.SSS A ZZ', 'x')
    fc.assert(
      fc.property(instant, zone, format, (date, name, tokens) => {
        const written = formatDate(DateTime.fromJSDate(date), tokens, toZone(name))
        expect(parseDate(written, tokens, { zone: toZone(name), now }).toMillis()).toBe(date.getTime())
      }),
    )
  })

  it.each([
    ['America/Los_Angeles', '2026-03-08 02:30', '2026-03-08T10:30:00.000Z'],
    ['America/Los_Angeles', '2026-11-01 01:30', '2026-11-01T08:30:00.000Z'],
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['Australia/Sydney', '2026-04-05 02:30', '2026-04-04T15:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45:00.000Z'],
  ])('in %s, %s is the first instant that clocks show it', (name, text, expected) => {
    const zone = toZone(name)
    expect(parseDate(text, 'YYYY-MM-DD HH:mm', { zone, now }).toUTC().toISO()).toBe(expected)
  })

  it('takes the offset that the text says', () => {
    const zone = toZone('America/Los_Angeles')
    const read = (text: string) => parseDate(text, 'YYYY-MM-DD HH:mm Z', { zone, now }).toUTC().toISO()
    expect(read('2026-11-01 01:30 -08:00')).toBe('2026-11-01T09:30:00.000Z')
    expect(read('2026-11-01 01:30 -07:00')).toBe('2026-11-01T08:30:00.000Z')
  })

  it('does not look at the clock of the machine', () => {
    const zone = toZone('America/Los_Angeles')
    const read = () => parseDate('1:30', 'H:mm', { zone, now: Date.UTC(2026, 10, 1, 12) }).toMillis()
    const before = Settings.now
    const readings = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)].map((clock) => {
      Settings.now = () => clock
      return read()
    })
    Settings.now = before
    expect(readings).toEqual([read(), read()])
  })
})

describe('toZone', () => {
  it.each([
    ['America/Pacific', 'America/Los_Angeles'],
    ['america/eastern', 'America/New_York'],
  ])('refuses %s and names %s', (name, meant) => {
    const message = `The time zone "${name}" does not exist; use "${meant}".`
    expect(() => toZone(name)).toThrow(expect.objectContaining({ code: 'zone_invalid', message }))
  })
})
