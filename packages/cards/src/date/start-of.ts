import { defineCard, isoDate, z } from '@keyway/sdk'
import { toDateTime, toIso } from '../date-moment.ts'
import { periodField } from '../date-units.ts'
import { toZone } from '../date-zone.ts'
import { dateField, zoneField } from '../fields.ts'

export const startOf = defineCard({
  id: 'date.start_of',
  title: 'Start Of',
  description:
    'The first instant of the day, week (from Monday), month and so on that a date lies in, in a time zone.',
  input: z.object({ date: dateField('Date'), unit: periodField, zone: zoneField }),
  output: z.object({ output: isoDate }),
  examples: [
    {
      input: { date: '2026-11-21T03:00:00.000Z', zone: 'America/Los_Angeles' },
      output: { output: '2026-11-20T08:00:00.000Z' },
    },
    {
      title: 'the week',
      input: { date: '2026-11-22T12:00:00.000Z', unit: 'week' },
      output: { output: '2026-11-16T00:00:00.000Z' },
    },
    {
      title: 'a day that begins at one o’clock',
      input: { date: '2026-09-06T15:00:00.000Z', zone: 'America/Santiago' },
      output: { output: '2026-09-06T04:00:00.000Z' },
    },
  ],
  failures: [
    { input: { date: '' }, code: 'date_invalid' },
    { input: { date: '2026-11-21T03:00:00.000Z', zone: 'Nowhere' }, code: 'zone_invalid' },
  ],
  run: ({ date, unit, zone }) => ({ output: toIso(toDateTime(date).setZone(toZone(zone)).startOf(unit)) }),
})
