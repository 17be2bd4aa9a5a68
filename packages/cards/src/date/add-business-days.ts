import { defineCard, field, isoDate, z } from '@keyway/sdk'
import { isBusinessDay, mostBusinessDays, toCalendar } from '../date-business.ts'
import { toDateTime, toIso } from '../date-moment.ts'
import { toZone } from '../date-zone.ts'
import { dateField, textListField, zoneField } from '../fields.ts'

export const addBusinessDays = defineCard({
  id: 'date.add_business_days',
  title: 'Add Business Days',
  description:
    'The date a number of business days (Monday to Friday, holidays excepted) later, or with a negative number earlier, ' +
    'at the same time of day in a time zone. With 0 the date itself.',
  input: z.object({
    date: dateField('Start date'),
    days: field(z.int().min(-mostBusinessDays).max(mostBusinessDays), { title: 'Business days' }),
    zone: zoneField,
    holidays: textListField('Holidays'),
  }),
  output: z.object({ output: isoDate }),
  examples: [
    { input: { date: '2026-11-20T10:00:00.000Z', days: 1 }, output: { output: '2026-11-23T10:00:00.000Z' } },
    {
      title: 'backwards over a weekend and a holiday',
      input: { date: '2026-12-28T10:00:00.000Z', days: -1, holidays: ['2026-12-25'] },
      output: { output: '2026-12-24T10:00:00.000Z' },
    },
    {
      title: 'over the end of summer time',
      input: { date: '2026-10-30T16:00:00.000Z', days: 1, zone: 'America/Los_Angeles' },
      output: { output: '2026-11-02T17:00:00.000Z' },
    },
    {
      title: 'none',
      input: { date: '2026-11-21T10:00:00.000Z', days: 0 },
      output: { output: '2026-11-21T10:00:00.000Z' },
    },
  ],
  failures: [
    { input: { date: 'soon', days: 1 }, code: 'date_invalid' },
    { input: { date: '9999-12-31T00:00:00.000Z', days: 5 }, code: 'date_out_of_range' },
    { input: { date: '2026-11-21', days: 0.5 }, code: 'input_invalid' },
  ],
  run({ date, days, zone, holidays }) {
    const calendar = toCalendar(holidays)
    const start = toDateTime(date).setZone(toZone(zone))
    const step = Math.sign(days)
    // From the start each time: a time of day that one day skips comes back the day after.
    let moment = start
    let left = Math.abs(days)
    for (let distance = step; left > 0; distance += step) {
      moment = start.plus({ days: distance })
      if (isBusinessDay(moment, calendar)) left -= 1
    }
    return { output: toIso(moment) }
  },
})
