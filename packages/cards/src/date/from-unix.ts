import { defineCard, isoDate, z } from '@keyway/sdk'
import { fromUnixTime } from '../date-moment.ts'
import { numberField } from '../fields.ts'

export const fromUnix = defineCard({
  id: 'date.from_unix',
  title: 'From UNIX',
  description: 'The date so many milliseconds after 1970-01-01 UTC.',
  input: z.object({ milliseconds: numberField('Milliseconds') }),
  output: z.object({ output: isoDate }),
  examples: [
    { input: { milliseconds: 1795255200042 }, output: { output: '2026-11-21T10:00:00.042Z' } },
    { title: 'the beginning', input: { milliseconds: 0 }, output: { output: '1970-01-01T00:00:00.000Z' } },
  ],
  failures: [{ input: { milliseconds: 1e15 }, code: 'date_out_of_range' }],
  run: ({ milliseconds }) => ({ output: fromUnixTime(milliseconds) }),
})
