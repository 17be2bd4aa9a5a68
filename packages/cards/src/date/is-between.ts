import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { dateField } from '../fields.ts'

export const isBetween = defineCard({
  id: 'date.is_between',
  title: 'Is Between',
  description:
    'Whether a date lies from a start up to an end, both included. When the end lies before the start: false.',
  input: z.object({ date: dateField('Date'), start: dateField('Start'), end: dateField('End') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { date: '2026-06-15', start: '2026-06-01', end: '2026-06-30' }, output: { result: true } },
    {
      title: 'the end',
      input: { date: '2026-06-30', start: '2026-06-01', end: '2026-06-30' },
      output: { result: true },
    },
    {
      title: 'wrong order',
      input: { date: '2026-06-15', start: '2026-06-30', end: '2026-06-01' },
      output: { result: false },
    },
  ],
  failures: [{ input: { date: '2026-06-15', start: 'then', end: '2026-06-01' }, code: 'date_invalid' }],
  run(input) {
    const [date, start, end] = [toDateTime(input.date), toDateTime(input.start), toDateTime(input.end)]
    return { result: date >= start && date <= end }
  },
})
