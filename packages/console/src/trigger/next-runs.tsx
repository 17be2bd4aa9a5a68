import { Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { system, type AnswerOf } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { scheduleTexts as texts } from '../texts/schedule.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import classes from './trigger.module.css'

type ClockChange = AnswerOf<typeof system.previewSchedule>['clockChanges'][number]

export interface NextRunsProps {
  schedule: { cron: string; timeZone: string }
  count: number
}

/** When a schedule runs next, by the clock of its zone, and what changes of that clock do to it. */
export function NextRuns({ schedule: { cron, timeZone }, count }: NextRunsProps) {
  const [asked] = useDebouncedValue(JSON.stringify({ cron, timeZone, count }), 300)
  const query: { cron: string; timeZone: string; count: number } = JSON.parse(asked)
  const answer = useAnswer(system.previewSchedule, { query }, { enabled: query.cron !== '' })
  if (cron === '') return <Text size="sm">{texts.nextMissing}</Text>
  if (answer.isError) return <Problem error={answer.error} />
  if (answer.isPending) return <Text size="sm">{triggerTexts.previewing}</Text>
  const { next, clockChanges } = answer.data
  const there = formatIn(query.timeZone)
  const here = isHere(query.timeZone) ? null : formatIn(undefined)
  return (
    <Stack gap="xs" aria-live="polite">
      <Text size="sm" fw={560}>
        {texts.next}
      </Text>
      {next.length === 0 ? <Text size="sm">{texts.nextNone}</Text> : null}
      <ol className={classes['runs']}>
        {next.map((at) => (
          <li key={at}>
            <time dateTime={new Date(at).toISOString()}>{there.format(at)}</time>
            {here === null ? null : <span> {texts.here(here.format(at))}</span>}
          </li>
        ))}
      </ol>
      {clockChanges.slice(0, 2).map((change) => (
        <Notice key={change.at} tone="doubt">
          {describeChange(change, query.timeZone)}
        </Notice>
      ))}
    </Stack>
  )
}

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  })
}

function isHere(timeZone: string): boolean {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone === timeZone
}

function describeChange({ at, from, to, touched, runs }: ClockChange, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone }).format(at)
  const said = { day, from, to, touched: touched.join(', ') }
  if (to > from) return texts.forward(said)
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  })
  return texts.back({ ...said, runs: texts.runsAt(runs.map((run) => clock.format(run))) })
}
