import { defineCard, field, isoDate, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { formatDate } from '../date-tokens.ts'
import { toZone } from '../date-zone.ts'
import { textField } from '../fields.ts'

export const convert = defineCard({
  id: 'date.convert',
  title: 'Convert',
  description:
    'Reads a date from ISO or usual date text and gives it in several forms: ISO text, seconds (epoch) and milliseconds ' +
    '(unix) since 1970, a readable text in UTC, and a custom text by tokens in a time zone.',
  standsFor: ['okta-workflows:date.fromISO'],
  input: z.object({
    text: textField('Date text'),
    format: field(z.string().default(''), { title: 'Custom format', placeholder: 'MM/DD/YYYY' }),
    zone: textField('Time zone of the custom text'),
  }),
  output: z.object({
    date: isoDate,
    iso: z.string(),
    epoch: z.string(),
    unix: z.string(),
    human: z.string(),
    custom: z.string(),
  }),
  examples: [
    {
      input: { text: '2026-11-21T03:00:00-07:00', format: 'M/D/Y', zone: 'US/Pacific' },
      output: {
        date: '2026-11-21T10:00:00.000Z',
        iso: '2026-11-21T10:00:00.000Z',
        epoch: '1795255200',
        unix: '1795255200000',
        human: 'Sat, 21 Nov 2026 10:00:00 GMT',
        custom: '11/21/2026',
      },
    },
  ],
  failures: [
    { input: {}, code: 'date_invalid' },
    { input: { text: '2026-11-21', format: 'Y', zone: 'Nowhere' }, code: 'zone_invalid' },
  ],
  run({ text, format, zone }) {
    const moment = toDateTime(text)
    const milliseconds = moment.toMillis()
    const date = new Date(milliseconds)
    return {
      date: date.toISOString(),
      iso: date.toISOString(),
      epoch: String(Math.floor(milliseconds / 1000)),
      unix: String(milliseconds),
      human: date.toUTCString(),
      custom: format === '' ? '' : formatDate(moment, format, toZone(zone)),
    }
  },
})
