import { defineCard, z } from '@keyway/sdk'
import { toDateTime, toIso as isoOf } from '../date-moment.ts'
import { dateField } from '../fields.ts'

export const toIso = defineCard({
  id: 'date.to_iso',
  title: 'ISO',
  description: 'A date as ISO-8601 text in UTC, with milliseconds.',
  standsFor: ['okta-workflows:date.iso'],
  input: z.object({ date: dateField('Date') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { date: '2026-11-21T02:00:00-08:00' }, output: { output: '2026-11-21T10:00:00.000Z' } },
  ],
  failures: [{ input: { date: 'soon' }, code: 'date_invalid' }],
  run: ({ date }) => ({ output: isoOf(toDateTime(date)) }),
})
