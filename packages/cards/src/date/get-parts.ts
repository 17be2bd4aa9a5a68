import { defineCard, z } from '@keyway/sdk'
import { toDateTime } from '../date-moment.ts'
import { toZone } from '../date-zone.ts'
import { dateField, zoneField } from '../fields.ts'

export const getParts = defineCard({
  id: 'date.get_parts',
  title: 'Parts of a Date',
  description:
    'Year, month, day, time, weekday (1 is Monday, 7 is Sunday), ISO week, quarter and the like, by the clocks and the ' +
    'calendar of a time zone, and how many minutes that zone is ahead of UTC then.',
  input: z.object({ date: dateField('Date'), zone: zoneField }),
  output: z.object({
    year: z.int(),
    quarter: z.int(),
    month: z.int(),
    monthName: z.string(),
    week: z.int(),
    day: z.int(),
    dayOfYear: z.int(),
    weekday: z.int(),
    weekdayName: z.string(),
    hour: z.int(),
    minute: z.int(),
    second: z.int(),
    millisecond: z.int(),
    offsetMinutes: z.int(),
  }),
  examples: [
    {
      input: { date: '2027-01-01T03:04:05.678Z', zone: 'America/Los_Angeles' },
      output: {
        year: 2026,
        quarter: 4,
        month: 12,
        monthName: 'December',
        week: 53,
        day: 31,
        dayOfYear: 365,
        weekday: 4,
        weekdayName: 'Thursday',
        hour: 19,
        minute: 4,
        second: 5,
        millisecond: 678,
        offsetMinutes: -480,
      },
    },
  ],
  failures: [
    { input: { date: 'soon' }, code: 'date_invalid' },
    { input: { date: '2026-11-21T00:00:00.000Z', zone: 'Nowhere' }, code: 'zone_invalid' },
  ],
  run({ date, zone }) {
    const local = toDateTime(date).setZone(toZone(zone)).setLocale('en-US')
    const { year, quarter, month, day, weekday, hour, minute, second, millisecond } = local
    return {
      year,
      quarter,
      month,
      monthName: local.toFormat('LLLL'),
      week: local.weekNumber,
      day,
      dayOfYear: local.ordinal,
      weekday,
      weekdayName: local.toFormat('cccc'),
      hour,
      minute,
      second,
      millisecond,
      offsetMinutes: local.offset,
    }
  },
})
