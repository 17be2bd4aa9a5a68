import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { dateField } from '../fields.ts'

export const diff = defineCard({
  id: 'date.diff',
  title: 'Difference',
  description:
    'The time from a start date to an end date, in each unit, with fractions. Negative when the end lies before the start.',
  standsFor: ['okta-workflows:date.diff'],
  input: z.object({ end: dateField('End date'), start: dateField('Start date') }),
  output: z.object({
    days: z.number(),
    months: z.number(),
    years: z.number(),
    hours: z.number(),
    minutes: z.number(),
    seconds: z.number(),
    milliseconds: z.number(),
  }),
  examples: [
    {
      input: { end: '2027-01-01T00:00:00.000Z', start: '2026-01-01T00:00:00.000Z' },
      output: {
        days: 365,
        months: 12,
        years: 1,
        hours: 8760,
        minutes: 525_600,
        seconds: 31_536_000,
        milliseconds: 31_536_000_000,
      },
    },
    {
      title: 'the end before the start, half a day',
      input: { end: '2026-11-30T12:00:00.000Z', start: '2026-12-01T00:00:00.000Z' },
      output: {
        days: -0.5,
        months: -0.5 / 30,
        years: -0.5 / 365,
        hours: -12,
        minutes: -720,
        seconds: -43_200,
        milliseconds: -43_200_000,
      },
    },
  ],
  failures: [{ input: { end: 'soon', start: '2026-11-21T00:00:00.000Z' }, code: 'date_invalid' }],
  run(input) {
    const [end, start] = [toDateTime(input.end), toDateTime(input.start)]
    const milliseconds = end.toMillis() - start.toMillis()
    return {
      days: milliseconds / 86_400_000,
      months: end.diff(start, 'months').months,
      years: end.diff(start, 'years').years,
      hours: milliseconds / 3_600_000,
      minutes: milliseconds / 60_000,
      seconds: milliseconds / 1000,
      milliseconds,
    }
  },
})
