import { defineCard, isoDate, z } from '@keyway/sdk'
import { toDateTime, toIso } from '../date-moment.ts'
import { periodField } from '../date-units.ts'
import { toZone } from '../date-zone.ts'
import { dateField, zoneField } from '../fields.ts'

export const endOf = defineCard({
  id: 'date.end_of',
  title: 'End Of',
  description:
    'The last millisecond of the day, week (to Sunday), month and so on that a date lies in, in a time zone.',
  input: z.object({ date: dateField('Date'), unit: periodField, zone: zoneField }),
  output: z.object({ output: isoDate }),
  examples: [
    {
      input: { date: '2028-02-03T12:00:00.000Z', unit: 'month' },
      output: { output: '2028-02-29T23:59:59.999Z' },
    },
    {
      title: 'a day of 25 hours',
      input: { date: '2026-11-01T12:00:00.000Z', zone: 'America/Los_Angeles' },
      output: { output: '2026-11-02T07:59:59.999Z' },
    },
  ],
  failures: [{ input: { date: 'soon' }, code: 'date_invalid' }],
  run: ({ date, unit, zone }) => ({ output: toIso(toDateTime(date).setZone(toZone(zone)).endOf(unit)) }),
})
