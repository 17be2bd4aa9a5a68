import { defineCard, isoDate, z } from '@keyway/sdk'
import { dateField, numberField, zoneField } from '../fields.ts'
import { toDateTime, toIso } from '../date-moment.ts'
import { unitField } from '../date-units.ts'
import { toZone } from '../date-zone.ts'

export const add = defineCard({
  id: 'date.add',
  title: 'Add',
  description:
    'A date that is an amount of time later. Days, weeks, months and years go by the calendar of the time zone, so that ' +
    'the time of day stays when clocks change; months and years end on the last day of a shorter month.',
  standsFor: ['okta-workflows:date.add'],
  input: z.object({
    date: dateField('Start date'),
    amount: numberField('Add'),
    unit: unitField,
    zone: zoneField,
  }),
  output: z.object({ output: isoDate }),
  examples: [
    {
      input: { date: '2026-11-21T10:00:00.000Z', amount: 5, unit: 'seconds' },
      output: { output: '2026-11-21T10:00:05.000Z' },
    },
    {
      title: 'the last day of a shorter month',
      input: { date: '2026-01-31T10:00:00.000Z', amount: 1, unit: 'months' },
      output: { output: '2026-02-28T10:00:00.000Z' },
    },
    {
      title: 'a year after a leap day',
      input: { date: '2028-02-29T10:00:00.000Z', amount: 1, unit: 'years' },
      output: { output: '2029-02-28T10:00:00.000Z' },
    },
    {
      title: 'a day of 23 hours: ten o’clock stays ten o’clock',
      input: { date: '2026-03-07T18:00:00.000Z', amount: 1, unit: 'days', zone: 'America/Los_Angeles' },
      output: { output: '2026-03-08T17:00:00.000Z' },
    },
    {
      title: 'hours are hours',
      input: { date: '2026-03-07T18:00:00.000Z', amount: 24, unit: 'hours', zone: 'America/Los_Angeles' },
      output: { output: '2026-03-08T18:00:00.000Z' },
    },
    {
      title: 'into the hour that clocks skip',
      input: { date: '2026-03-07T10:30:00.000Z', amount: 1, unit: 'days', zone: 'America/Los_Angeles' },
      output: { output: '2026-03-08T10:30:00.000Z' },
    },
    {
      title: 'into the hour that clocks show twice: the first one',
      input: { date: '2026-10-31T08:30:00.000Z', amount: 1, unit: 'days', zone: 'America/Los_Angeles' },
      output: { output: '2026-11-01T08:30:00.000Z' },
    },
    {
      title: 'nothing to add',
      input: { date: '2026-11-21T10:00:00.000Z', amount: 0, unit: 'days' },
      output: { output: '2026-11-21T10:00:00.000Z' },
    },
  ],
  failures: [
    { input: { date: 'soon', amount: 1 }, code: 'date_invalid' },
    { input: { date: '2026-11-21T10:00:00.000Z', amount: 10_000, unit: 'years' }, code: 'date_out_of_range' },
    { input: { date: '2026-11-21T10:00:00.000Z', amount: 1, zone: 'America/Pacific' }, code: 'zone_invalid' },
  ],
  run: ({ date, amount, unit, zone }) => ({
    output: toIso(
      toDateTime(date)
        .setZone(toZone(zone))
        .plus({ [unit]: amount }),
    ),
  }),
})
