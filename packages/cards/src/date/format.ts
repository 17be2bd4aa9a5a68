import { defineCard, field, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { formatDate } from '../date-tokens.ts'
import { toZone } from '../date-zone.ts'
import { dateField, textField } from '../fields.ts'

export const format = defineCard({
  id: 'date.format',
  title: 'Date to Text',
  description:
    'A date as text in a time zone, by tokens: YYYY MM DD HH mm ss SSS, h a, MMMM dddd, Z z, x. Without a format: ' +
    'ISO text in UTC. Text in [brackets] stands for itself.',
  standsFor: ['okta-workflows:date.format'],
  input: z.object({
    date: dateField('Date'),
    format: field(z.string().default(''), { title: 'Format', placeholder: 'MM/DD/YYYY h:mm a z' }),
    zone: textField('Time zone'),
  }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { date: '2026-11-21T01:05:00.000Z', format: 'dddd, MMMM D, Y h:mm a z', zone: 'US/Pacific' },
      output: { output: 'Friday, November 20, 2026 5:05 pm PST' },
    },
    {
      title: 'lower-case year, plain T',
      input: { date: '2026-11-21T01:05:00.042Z', format: 'yyyy-MM-DDTHH:mm:ss.SSS', zone: 'UTC' },
      output: { output: '2026-11-21T01:05:00.042' },
    },
    {
      title: 'in summer time',
      input: { date: '2026-07-01T12:00:00.000Z', format: 'M/D/Y H Z', zone: 'America/Los_Angeles' },
      output: { output: '7/1/2026 5 -07:00' },
    },
    {
      title: 'the second of two equal times',
      input: { date: '2026-11-01T09:30:00.000Z', format: 'H:mm z', zone: 'US/Pacific' },
      output: { output: '1:30 PST' },
    },
    {
      title: 'no format',
      input: { date: '2026-11-21T01:05:00.000Z' },
      output: { output: '2026-11-21T01:05:00.000Z' },
    },
  ],
  failures: [
    {
      input: { date: '2026-11-21T01:05:00.000Z', format: 'Y', zone: 'America/Pacific' },
      code: 'zone_invalid',
    },
    { input: { date: '2026-11-21T01:05:00.000Z', format: 'Y', zone: 'Mars/Base' }, code: 'zone_invalid' },
    { input: { date: '2026-11-21T01:05:00.000Z', format: 'Y', zone: 'local' }, code: 'zone_invalid' },
  ],
  run({ date, format: tokens, zone }) {
    const moment = toDateTime(date)
    if (tokens === '') return { output: new Date(moment.toMillis()).toISOString() }
    return { output: formatDate(moment, tokens, toZone(zone)) }
  },
})
