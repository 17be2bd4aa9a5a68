import { defineCard, isoDate, z } from '@keyway/sdk'
import { DateTime } from 'luxon'

export const now = defineCard({
  id: 'date.now',
  title: 'Now',
  description: 'The current instant, as a date and in parts. All parts are in UTC.',
  standsFor: ['okta-workflows:date.now'],
  input: z.object({}),
  output: z.object({
    date: isoDate,
    iso: z.string(),
    full: z.string(),
    minute: z.int(),
    hour: z.int(),
    time: z.string(),
    day: z.int(),
    month: z.string(),
    year: z.int(),
    second: z.int(),
    millisecond: z.int(),
  }),
  examples: [
    {
      input: {},
      now: Date.UTC(2026, 10, 21, 10, 5, 9, 42),
      output: {
        date: '2026-11-21T10:05:09.042Z',
        iso: '2026-11-21T10:05:09.042Z',
        full: 'Sat, 21 Nov 2026 10:05:09 GMT',
        minute: 5,
        hour: 10,
        time: '10:05:09',
        day: 21,
        month: 'November',
        year: 2026,
        second: 9,
        millisecond: 42,
      },
    },
  ],
  run(_input, context) {
    const moment = DateTime.fromMillis(context.now, { zone: 'utc', locale: 'en-US' })
    const iso = new Date(context.now).toISOString()
    const { minute, hour, day, year, second, millisecond } = moment
    return {
      date: iso,
      iso,
      full: new Date(context.now).toUTCString(),
      minute,
      hour,
      time: moment.toFormat('HH:mm:ss'),
      day,
      month: moment.toFormat('LLLL'),
      year,
      second,
      millisecond,
    }
  },
})
