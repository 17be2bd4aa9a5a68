import { defineCard, InputError, z } from '@keyway/sdk'
import { isBusinessDay, mostBusinessDays, toCalendar } from '../date-business.ts'
import { toDateTime } from '../date-moment.ts'
import { toZone } from '../date-zone.ts'
import { dateField, textListField, zoneField } from '../fields.ts'

export const countBusinessDays = defineCard({
  id: 'date.count_business_days',
  title: 'Count Business Days',
  description:
    'How many business days (Monday to Friday, holidays excepted) lie after the day of a start and up to the day of an ' +
    'end, in a time zone. Negative when the end lies before the start.',
  input: z.object({
    start: dateField('Start date'),
    end: dateField('End date'),
    zone: zoneField,
    holidays: textListField('Holidays'),
  }),
  output: z.object({ days: z.int() }),
  examples: [
    { input: { start: '2026-11-20', end: '2026-11-24' }, output: { days: 2 } },
    {
      title: 'the same day',
      input: { start: '2026-11-20', end: '2026-11-20T20:00:00Z' },
      output: { days: 0 },
    },
    { title: 'backwards', input: { start: '2026-11-24', end: '2026-11-20' }, output: { days: -2 } },
    {
      title: 'a holiday between',
      input: { start: '2026-12-24', end: '2026-12-28', holidays: ['2026-12-25'] },
      output: { days: 1 },
    },
  ],
  failures: [
    { input: { start: 'soon', end: '2026-11-24' }, code: 'date_invalid' },
    { input: { start: '0001-01-01', end: '9999-01-01' }, code: 'range_too_long' },
  ],
  run(input) {
    const calendar = toCalendar(input.holidays)
    const zone = toZone(input.zone)
    const dayOf = (text: string) => toDateTime(text).setZone(zone).startOf('day')
    const [start, end] = [dayOf(input.start), dayOf(input.end)]
    const first = start <= end ? start : end
    const distance = Math.round(Math.abs(end.diff(start, 'days').days))
    if (distance > mostBusinessDays) {
      throw new InputError(
        `The dates lie ${String(distance)} days apart; expected at most ${String(mostBusinessDays)}.`,
        { code: 'range_too_long' },
      )
    }
    let days = 0
    for (let after = 1; after <= distance; after += 1) {
      if (isBusinessDay(first.plus({ days: after }), calendar)) days += 1
    }
    return { days: first === start ? days : 0 - days }
  },
})
