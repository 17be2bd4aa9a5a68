import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { dateField } from '../fields.ts'

export const isBefore = defineCard({
  id: 'date.is_before',
  title: 'Is Before',
  description: 'Whether a date is earlier than another. Of the same instant: false.',
  input: z.object({ date: dateField('Date'), other: dateField('Before') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { date: '2026-01-01T00:00:00Z', other: '2026-01-01T00:00:00.001Z' }, output: { result: true } },
    {
      title: 'the same instant',
      input: { date: '2026-01-01T00:00:00Z', other: '2026-01-01T01:00:00+01:00' },
      output: { result: false },
    },
  ],
  failures: [{ input: { date: 'soon', other: '2026-01-01' }, code: 'date_invalid' }],
  run: ({ date, other }) => ({ result: toDateTime(date).toMillis() < toDateTime(other).toMillis() }),
})
