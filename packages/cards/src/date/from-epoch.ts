import { defineCard, isoDate, multiplyDecimals, z } from '@keyway/sdk'
import { fromUnixTime } from '../date-moment.ts'
import { numberField } from '../fields.ts'

export const fromEpoch = defineCard({
  id: 'date.from_epoch',
  title: 'From EPOCH',
  description: 'The date so many seconds after 1970-01-01 UTC. Fractions count down to the millisecond.',
  input: z.object({ seconds: numberField('Seconds') }),
  output: z.object({ output: isoDate }),
  examples: [
    { input: { seconds: 1795255200 }, output: { output: '2026-11-21T10:00:00.000Z' } },
    { title: 'before 1970', input: { seconds: -0.001 }, output: { output: '1969-12-31T23:59:59.999Z' } },
  ],
  failures: [{ input: { seconds: 1e15 }, code: 'date_out_of_range' }],
  run: ({ seconds }) => ({ output: fromUnixTime(multiplyDecimals(seconds, 1000)) }),
})
