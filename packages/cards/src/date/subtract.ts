import { defineCard, isoDate, z } from '@keyway/sdk'
import { dateField, numberField, zoneField } from '../fields.ts'
import { toDateTime, toIso } from '../date-moment.ts'
import { unitField } from '../date-units.ts'
import { toZone } from '../date-zone.ts'

export const subtract = defineCard({
  id: 'date.subtract',
  title: 'Subtract',
  description:
    'A date that is an amount of time earlier. Days, weeks, months and years go by the calendar of the time zone, so that ' +
    'the time of day stays when clocks change; months and years end on the last day of a shorter month.',
  standsFor: ['okta-workflows:date.subtract'],
  input: z.object({
    date: dateField('Start date'),
    amount: numberField('Subtract'),
    unit: unitField,
    zone: zoneField,
  }),
  output: z.object({ output: isoDate }),
  examples: [
    {
      input: { date: '2026-11-21T10:00:00.000Z', amount: 5, unit: 'seconds' },
      output: { output: '2026-11-21T09:59:55.000Z' },
    },
    {
      title: 'the last day of a shorter month',
      input: { date: '2026-03-31T10:00:00.000Z', amount: 1, unit: 'months' },
      output: { output: '2026-02-28T10:00:00.000Z' },
    },
    {
      title: 'a day of 25 hours',
      input: { date: '2026-11-01T20:00:00.000Z', amount: 1, unit: 'days', zone: 'America/Los_Angeles' },
      output: { output: '2026-10-31T19:00:00.000Z' },
    },
    {
      title: 'a negative amount goes forward',
      input: { date: '2026-11-21T10:00:00.000Z', amount: -1, unit: 'weeks' },
      output: { output: '2026-11-28T10:00:00.000Z' },
    },
  ],
  failures: [
    { input: { date: '', amount: 1 }, code: 'date_invalid' },
    { input: { date: '2026-11-21T10:00:00.000Z', amount: 10_000, unit: 'years' }, code: 'date_out_of_range' },
    { input: { date: '2026-11-21T10:00:00.000Z', amount: 1, zone: 'Mars/Base' }, code: 'zone_invalid' },
  ],
  run: ({ date, amount, unit, zone }) => ({
    output: toIso(
      toDateTime(date)
        .setZone(toZone(zone))
        .minus({ [unit]: amount }),
    ),
  }),
})
