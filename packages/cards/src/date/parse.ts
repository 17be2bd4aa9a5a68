import { defineCard, field, isoDate, z } from '@keyway/sdk'
import { toDateTime, toIso } from '../date-moment.ts'
import { parseDate } from '../date-tokens.ts'
import { toZone } from '../date-zone.ts'
import { textField, zoneField } from '../fields.ts'

export const parse = defineCard({
  id: 'date.parse',
  title: 'Text to Date',
  description:
    'Reads a date from text, by tokens (MM/DD/YYYY, or x for Unix milliseconds) and in a time zone. Without a format: ' +
    'ISO and usual date texts, in UTC unless they say an offset. What the format leaves out is that of today. A time that ' +
    'clocks show twice is the first of the two; one that they skip is read an hour later.',
  standsFor: ['okta-workflows:date.parse'],
  input: z.object({
    text: textField('Text'),
    format: field(z.string().default(''), { title: 'Format', placeholder: 'MM/DD/YYYY' }),
    zone: zoneField,
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
    {
      title: 'an hour that clocks skip',
      input: { text: '2026-03-08 02:30', format: 'YYYY-MM-DD HH:mm', zone: 'America/Los_Angeles' },
      output: { output: '2026-03-08T10:30:00.000Z' },
    },
    {
      title: 'an hour that clocks show twice',
      input: { text: '2026-11-01 01:30', format: 'YYYY-MM-DD HH:mm', zone: 'America/Los_Angeles' },
      output: { output: '2026-11-01T08:30:00.000Z' },
    },
    {
      title: 'a time of today, by the clocks of the zone',
      input: { text: '10:00', format: 'HH:mm', zone: 'Asia/Tokyo' },
      now: Date.UTC(2026, 10, 21, 20, 0),
      output: { output: '2026-11-22T01:00:00.000Z' },
    },
    { title: 'no format', input: { text: '2026-11-21' }, output: { output: '2026-11-21T00:00:00.000Z' } },
  ],
  failures: [
    { input: { text: 'tomorrow', format: 'MM/DD/Y' }, code: 'date_invalid' },
    { input: {}, code: 'date_invalid' },
    { input: { text: '10:00 PST', format: 'HH:mm z' }, code: 'format_invalid' },
    { input: { text: '2026', format: 'YYYY', zone: 'America/Pacific' }, code: 'zone_invalid' },
  ],
  run({ text, format, zone }, { now }) {
    const inZone = { zone: toZone(zone), now }
    const moment = format.trim() === '' ? toDateTime(text) : parseDate(text, format, inZone)
    return { output: toIso(moment) }
  },
})
