import { defineCard, field, isoDate, z } from '@keyway/sdk'
import { toInstant } from '../date-local.ts'
import { toIso } from '../date-moment.ts'
import { toZone } from '../date-zone.ts'
import { zoneField } from '../fields.ts'

const part = (title: string, unset: number) => field(z.int().default(unset), { title })

export const fromParts = defineCard({
  id: 'date.from_parts',
  title: 'Build Date',
  description:
    'The date of a year, month, day and time by the clocks of a time zone. A time that clocks show twice is the first of ' +
    'the two; one that they skip is read an hour later. A day that does not exist is an error.',
  input: z.object({
    year: field(z.int(), { title: 'Year' }),
    month: part('Month', 1),
    day: part('Day', 1),
    hour: part('Hour', 0),
    minute: part('Minute', 0),
    second: part('Second', 0),
    millisecond: part('Millisecond', 0),
    zone: zoneField,
  }),
  output: z.object({ output: isoDate }),
  examples: [
    {
      input: { year: 2026, month: 7, day: 1, hour: 9, zone: 'Europe/Berlin' },
      output: { output: '2026-07-01T07:00:00.000Z' },
    },
    { title: 'a year alone', input: { year: 2026 }, output: { output: '2026-01-01T00:00:00.000Z' } },
    {
      title: 'a time that clocks show twice',
      input: { year: 2026, month: 10, day: 25, hour: 2, minute: 30, zone: 'Europe/Berlin' },
      output: { output: '2026-10-25T00:30:00.000Z' },
    },
    {
      title: 'a time that clocks skip',
      input: { year: 2026, month: 3, day: 29, hour: 2, minute: 30, zone: 'Europe/Berlin' },
      output: { output: '2026-03-29T01:30:00.000Z' },
    },
  ],
  failures: [
    { input: { year: 2026, month: 2, day: 29 }, code: 'date_invalid' },
    { input: { year: 2026, hour: 25 }, code: 'date_invalid' },
    { input: { year: 12_026 }, code: 'date_out_of_range' },
    { input: { year: 2026, zone: 'Berlin' }, code: 'zone_invalid' },
  ],
  run: ({ zone, ...local }) => ({ output: toIso(toInstant(local, toZone(zone))) }),
})
