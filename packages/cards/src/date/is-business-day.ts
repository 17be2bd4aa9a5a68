import { defineCard, z } from '@keyway/sdk'
import { isBusinessDay as isWorkedOn, toCalendar } from '../date-business.ts'
import { toDateTime } from '../date-moment.ts'
import { toZone } from '../date-zone.ts'
import { dateField, textListField, zoneField } from '../fields.ts'

export const isBusinessDay = defineCard({
  id: 'date.is_business_day',
  title: 'Is Business Day',
  description:
    'Whether a date is a Monday to Friday in a time zone, and none of the holidays (days such as 2026-12-25).',
  input: z.object({ date: dateField('Date'), zone: zoneField, holidays: textListField('Holidays') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { date: '2026-11-21T02:00:00.000Z' }, output: { result: false } },
    {
      title: 'still Friday there',
      input: { date: '2026-11-21T02:00:00.000Z', zone: 'America/Los_Angeles' },
      output: { result: true },
    },
    {
      title: 'a holiday',
      input: { date: '2026-12-25', holidays: ['2026-12-25'] },
      output: { result: false },
    },
  ],
  failures: [
    { input: { date: 'soon' }, code: 'date_invalid' },
    { input: { date: '2026-12-25', holidays: ['Christmas'] }, code: 'date_invalid' },
  ],
  run: ({ date, zone, holidays }) => ({
    result: isWorkedOn(toDateTime(date).setZone(toZone(zone)), toCalendar(holidays)),
  }),
})
