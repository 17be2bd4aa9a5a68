import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { dateField } from '../fields.ts'

export const unix = defineCard({
  id: 'date.unix',
  title: 'UNIX',
  description: 'Whole milliseconds from 1970-01-01 UTC to a date.',
  standsFor: ['okta-workflows:date.unix'],
  input: z.object({ date: dateField('Date') }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { date: '2026-11-21T10:00:00.999Z' }, output: { output: 1795255200999 } },
    { title: 'the beginning', input: { date: '1970-01-01T00:00:00.000Z' }, output: { output: 0 } },
  ],
  failures: [{ input: { date: '' }, code: 'date_invalid' }],
  run: ({ date }) => ({ output: toDateTime(date).toMillis() }),
})
