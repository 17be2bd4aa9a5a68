import { Chip, Group, Input, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ScheduleTrigger } from '@keyway/engine'
import { scheduleTexts as texts } from '../texts/schedule.ts'
import { NextRuns } from './next-runs.tsx'
import { calendarKinds, ofKind, toCalendar, toCron, type Calendar } from './schedule-form-values.ts'

const missedPolicies = ['once', 'all', 'skip'] as const
const monthDays = [
  ...Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) })),
  { value: 'L', label: texts.lastDay },
]

export interface ScheduleFieldsProps {
  schedule: ScheduleTrigger['schedule']
  onChange: (schedule: ScheduleTrigger['schedule']) => void
}

/** When a flow runs, by calendar or as cron text, in which time zone, and what becomes of missed runs. */
export function ScheduleFields({ schedule, onChange }: ScheduleFieldsProps) {
  const [calendar, setCalendar] = useState(() => toCalendar(schedule.cron))
  const choose = (next: Calendar) => {
    setCalendar(next)
    onChange({ ...schedule, cron: toCron(next) ?? '' })
  }
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
        <Select
          label={texts.kind}
          data={calendarKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
          value={calendar.kind}
          onChange={(value) => {
            const kind = calendarKinds.find((known) => known === value) ?? calendar.kind
            choose(ofKind(kind, calendar))
          }}
          allowDeselect={false}
          miw={190}
        />
        <CalendarFields calendar={calendar} onChange={choose} />
      </Group>
      <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
        <Select
          label={texts.timeZone}
          description={texts.timeZoneHelp}
          data={timeZonesWith(schedule.timeZone)}
          value={schedule.timeZone}
          onChange={(timeZone) => onChange({ ...schedule, timeZone: timeZone ?? schedule.timeZone })}
          allowDeselect={false}
          searchable
          limit={100}
          miw={220}
        />
        <Select
          label={texts.missed}
          description={texts.missedHelp}
          data={missedPolicies.map((value) => ({ value, label: texts.missedChoices[value] }))}
          value={schedule.missed ?? 'once'}
          onChange={(value) =>
            onChange({ ...schedule, missed: missedPolicies.find((known) => known === value) ?? 'once' })
          }
          allowDeselect={false}
          miw={220}
        />
      </Group>
      <NextRuns schedule={schedule} count={10} />
    </Stack>
  )
}

/** Names that exports bring along may be older ones, which browsers do not list. */
function timeZonesWith(present: string): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return [...new Set(known.includes(present) ? known : [present, ...known])]
}

interface CalendarFieldsProps {
  calendar: Calendar
  onChange: (calendar: Calendar) => void
}

function CalendarFields({ calendar, onChange }: CalendarFieldsProps) {
  switch (calendar.kind) {
    case 'minutes':
      return (
        <NumberInput
          label={texts.everyMinutes}
          description={texts.everyMinutesHelp}
          min={1}
          max={59}
          clampBehavior="strict"
          value={calendar.every}
          onChange={(every) => onChange({ ...calendar, every: Number(every) || 1 })}
        />
      )
    case 'hours':
      return (
        <>
          <NumberInput
            label={texts.everyHours}
            description={texts.everyHoursHelp}
            min={1}
            max={23}
            clampBehavior="strict"
            value={calendar.every}
            onChange={(every) => onChange({ ...calendar, every: Number(every) || 1 })}
          />
          <NumberInput
            label={texts.minute}
            min={0}
            max={59}
            clampBehavior="strict"
            value={calendar.minute}
            onChange={(minute) => onChange({ ...calendar, minute: Number(minute) || 0 })}
          />
        </>
      )
    case 'daily':
      return <Time time={calendar.time} onChange={(time) => onChange({ ...calendar, time })} />
    case 'weekly':
      return (
        <>
          <Time time={calendar.time} onChange={(time) => onChange({ ...calendar, time })} />
          <Input.Wrapper label={texts.weekdays} labelElement="div">
            <Chip.Group
              multiple
              value={[...calendar.days]}
              onChange={(days) => onChange({ ...calendar, days })}
            >
              <Group gap={6} role="group" aria-label={texts.weekdays}>
                {texts.days.map(([value, label]) => (
                  <Chip key={value} value={value} size="xs">
                    {label}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
        </>
      )
    case 'monthly':
      return (
        <>
          <Time time={calendar.time} onChange={(time) => onChange({ ...calendar, time })} />
          <MultiSelect
            label={texts.monthDays}
            description={texts.monthDaysHelp}
            data={monthDays}
            value={[...calendar.days]}
            onChange={(days) => onChange({ ...calendar, days })}
            miw={220}
          />
        </>
      )
    case 'cron':
      return (
        <TextInput
          label={texts.cron}
          description={texts.cronHelp}
          value={calendar.cron}
          onChange={({ currentTarget }) => onChange({ kind: 'cron', cron: currentTarget.value })}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
        />
      )
  }
}

function Time({ time, onChange }: { time: string; onChange: (time: string) => void }) {
  return (
    <TextInput
      type="time"
      label={texts.time}
      value={time}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      required
    />
  )
}
