import type { CalendarKind } from '../trigger/schedule-form-values.ts'

const kinds: Record<CalendarKind, string> = {
  minutes: 'Every few minutes',
  hours: 'Every few hours',
  daily: 'Every day',
  weekly: 'On days of the week',
  monthly: 'On days of the month',
  cron: 'Cron text',
}

export const scheduleTexts = {
  kind: 'When',
  kinds,
  everyMinutes: 'Minutes between two runs',
  everyMinutesHelp: 'Counted from the full hour: 20 means at :00, :20 and :40.',
  everyHours: 'Hours between two runs',
  everyHoursHelp: 'Counted from midnight.',
  minute: 'At minute',
  time: 'At',
  weekdays: 'Days',
  days: [
    ['1', 'Mon'],
    ['2', 'Tue'],
    ['3', 'Wed'],
    ['4', 'Thu'],
    ['5', 'Fri'],
    ['6', 'Sat'],
    ['0', 'Sun'],
  ] as const,
  monthDays: 'Days of the month',
  lastDay: 'Last day',
  monthDaysHelp: 'A month without the 29th, 30th or 31st is left out; the last day is in every month.',
  cron: 'Cron text',
  cronHelp:
    'Five fields: minute, hour, day of month, month, day of week. A sixth one in front counts seconds.',
  timeZone: 'Time zone',
  timeZoneHelp: 'The run follows the clock there, through its changes.',
  missed: 'When runs were missed',
  missedHelp: 'Because Keyway did not run.',
  missedChoices: {
    once: 'Run once for all that were missed',
    all: 'Run each one that was missed',
    skip: 'Leave them out',
  },
  next: 'Next runs',
  nextNone: 'It never runs: there is no such day.',
  nextMissing: 'Choose days and a time first.',
  here: (time: string) => `${time} here`,
  forward: ({ day, from, to, touched }: { day: string; from: string; to: string; touched: string }) =>
    `On ${day} the clock goes from ${from} to ${to}. What would run at ${touched} runs at ${to}.`,
  back: ({
    day,
    from,
    to,
    touched,
    runs,
  }: {
    day: string
    from: string
    to: string
    touched: string
    runs: string
  }) => `On ${day} the clock goes back from ${from} to ${to} and shows ${touched} twice. It runs ${runs}.`,
  runsAt: (times: readonly string[]) =>
    times.length === 0
      ? 'at neither'
      : times.length === 1
        ? `once, at ${times[0] ?? ''}`
        : `at ${times.join(', ')}`,
}
