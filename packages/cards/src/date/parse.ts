import { defineCard, field, isoDate, z } from '@keyway/sdk'
import { toDateTime, toIso } from '../date-moment.ts'
import { parseDate } from '../date-tokens.ts'
import { toZone } from '../date-zone.ts'
import { textField } from '../fields.ts'

export const parse = defineCard({
  id: 'date.parse',
  title: 'Text to Date',
  description:
    'Reads a date from text, by tokens (MM/DD/YYYY, or x for Unix milliseconds) and in a time zone. Without a format: ' +
    'ISO and usual date texts, in UTC unless they say an offset.',
  standsFor: ['okta-workflows:date.parse'],
  input: z.object({
    text: textField('Text'),
    format: field(z.string().default(''), { title: 'Format', placeholder: 'MM/DD/YYYY' }),
    zone: textField('Time zone'),
  }),
  output: z.object({ output: isoDate }),
  examples: [
    { input: { text: '11/21/2026', format: 'MM/DD/Y' }, output: { output: '2026-11-21T00:00:00.000Z' } },
    {
      title: 'Unix',
      input: { text: '1795255200000', format: 'x' },
      output: { output: '2026-11-21T10:00:00.000Z' },
    },
    {
      title: 'in a zone',
      input: { text: 'Nov 2, 2026 9:30 pm', format: 'MMM D, YYYY h:mm a', zone: 'Europe/Berlin' },
      output: { output: '2026-11-02T20:30:00.000Z' },
    },
    { title: 'no format', input: { text: '2026-11-21' }, output: { output: '2026-11-21T00:00:00.000Z' } },
  ],
  failures: [
    { input: { text: 'tomorrow', format: 'MM/DD/Y' }, code: 'date_invalid' },
    { input: {}, code: 'date_invalid' },
    { input: { text: '10:00 PST', format: 'HH:mm z' }, code: 'format_invalid' },
  ],
  run({ text, format, zone }) {
    const moment = format.trim() === '' ? toDateTime(text) : parseDate(text, format, toZone(zone))
    return { output: toIso(moment) }
  },
})
