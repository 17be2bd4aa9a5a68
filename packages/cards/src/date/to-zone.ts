import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { toZone as zoneOf } from '../date-zone.ts'
import { dateField, zoneField } from '../fields.ts'

export const toZone = defineCard({
  id: 'date.to_zone',
  title: 'In Time Zone',
  description:
    'A date as ISO text with the time and the offset of a time zone, the abbreviation in use then, and whether it is summer time.',
  input: z.object({ date: dateField('Date'), zone: zoneField }),
  output: z.object({ text: z.string(), abbreviation: z.string(), isSummerTime: z.boolean() }),
  examples: [
    {
      input: { date: '2026-07-01T12:00:00.000Z', zone: 'America/Los_Angeles' },
      output: { text: '2026-07-01T05:00:00.000-07:00', abbreviation: 'PDT', isSummerTime: true },
    },
    {
      title: 'no zone',
      input: { date: '2026-07-01T12:00:00.000Z' },
      output: { text: '2026-07-01T12:00:00.000+00:00', abbreviation: 'UTC', isSummerTime: false },
    },
  ],
  failures: [
    { input: { date: 'soon' }, code: 'date_invalid' },
    { input: { date: '2026-07-01T12:00:00.000Z', zone: 'America/Pacific' }, code: 'zone_invalid' },
  ],
  run({ date, zone }) {
    const local = toDateTime(date).setZone(zoneOf(zone)).setLocale('en-US')
    return {
      text: local.toFormat("yyyy-LL-dd'T'HH:mm:ss.SSSZZ"),
      abbreviation: local.toFormat('ZZZZ'),
      isSummerTime: local.isInDST,
    }
  },
})
