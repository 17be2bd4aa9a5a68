import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { dateField } from '../fields.ts'

export const isAfter = defineCard({
  id: 'date.is_after',
  title: 'Is After',
  description: 'Whether a date is later than another. Of the same instant: false.',
  input: z.object({ date: dateField('Date'), other: dateField('After') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { date: '2026-01-02T00:00:00Z', other: '2026-01-01T00:00:00Z' }, output: { result: true } },
    {
      title: 'the same instant',
      input: { date: '2026-01-01T00:00:00Z', other: '2026-01-01T00:00:00Z' },
      output: { result: false },
    },
  ],
  failures: [{ input: { date: '2026-01-01', other: '' }, code: 'date_invalid' }],
  run: ({ date, other }) => ({ result: toDateTime(date).toMillis() > toDateTime(other).toMillis() }),
})
