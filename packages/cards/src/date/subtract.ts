import { defineCard, isoDate, z } from '@keyway/sdk'
import { dateField, numberField } from '../fields.ts'
import { toDateTime, toIso } from '../date-moment.ts'
import { unitField } from '../date-units.ts'

export const subtract = defineCard({
  id: 'date.subtract',
  title: 'Subtract',
  description:
    'A date that is an amount of time earlier. Months and years go by the calendar, and end on the last day of a shorter month.',
  standsFor: ['okta-workflows:date.subtract'],
  input: z.object({ date: dateField('Start date'), amount: numberField('Subtract'), unit: unitField }),
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
      title: 'nothing to subtract',
      input: { date: '2026-11-21T10:00:00.000Z', amount: 0, unit: 'days' },
      output: { output: '2026-11-21T10:00:00.000Z' },
    },
  ],
  failures: [
    { input: { date: 'soon', amount: 1 }, code: 'date_invalid' },
    { input: { date: '2026-11-21T10:00:00.000Z', amount: 10_000, unit: 'years' }, code: 'date_out_of_range' },
  ],
  run: ({ date, amount, unit }) => ({ output: toIso(toDateTime(date).minus({ [unit]: amount })) }),
})
