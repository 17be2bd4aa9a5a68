import { Stack, Text } from '@mantine/core'
import { useParams } from 'react-router'
import { oktaSources } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { BudgetsPanel } from '../budgets/budgets-panel.tsx'
import { oktaSourceTexts as texts } from '../texts/okta-sources.ts'
import { NotFound } from '../ui/not-found.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { formatAbsolute, formatDuration } from '../values/time.ts'
import { LogSettings } from './log-settings.tsx'
import { ManagedHook } from './managed-hook.tsx'
import { MeterTable } from './meter-table.tsx'
import { describeCompleteness, type OktaSource } from './org-sentence.ts'
import classes from './okta.module.css'

/** An org as a source of events: is anything missing, and how do they come? */
export function OrgPage() {
  const { org = '' } = useParams()
  const list = useAnswer(oktaSources.listOktaSources, {}, { refetchInterval: 3_000 })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  const source = list.data.items.find((item) => item.org === org)
  if (source === undefined) return <NotFound />
  const [connection] = source.connections
  return (
    <Page
      title={source.org}
      back={{ to: '/okta', label: texts.back }}
      lead={texts.lead(source.connections.map(({ name }) => name))}
      width="wide"
    >
      <Stack gap="md">
        <Notice tone={toneOf(source)} role="status">
          {describeCompleteness(source)}
        </Notice>
        {source.log.error === null ? null : <Notice tone="bad">{source.log.error.message}</Notice>}
        {source.log.gaps.map(({ from, to }) => (
          <Notice key={from} tone="bad">
            {texts.gap(formatAbsolute(from), formatAbsolute(to))}
          </Notice>
        ))}
        <div className={classes['columns']}>
          <Stack gap="md">
            <MeterTable meter={source.meter} />
            <ManagedHook source={source} />
          </Stack>
          <LogFacts source={source} />
        </div>
        {connection === undefined ? null : <BudgetsPanel connectionId={connection.id} />}
      </Stack>
    </Page>
  )
}

function toneOf({ log, settings }: OktaSource): 'good' | 'bad' | 'doubt' | 'plain' {
  if (!settings.isOn || log.state === 'off' || log.state === 'waiting') return 'plain'
  if (log.state === 'failing') return 'bad'
  return log.state === 'caught_up' ? 'good' : 'doubt'
}

function LogFacts({ source }: { source: OktaSource }) {
  const { log, hookBudget } = source
  const mayManage = useMay('admin')
  const facts = [
    [texts.lag, log.lagMs === null ? '–' : formatDuration(log.lagMs)],
    [texts.lastPoll, <Time key="poll" at={log.lastPollAt} />],
    [texts.sweeps, log.foundBySweeps.toLocaleString('en')],
    [texts.budget, texts.budgetOf(hookBudget.used, hookBudget.limit)],
  ] as const
  return (
    <Panel title={texts.log} aside={mayManage ? <LogSettings source={source} /> : null}>
      <dl className={classes['counters']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {log.catchUp === null ? null : <CatchUp catchUp={log.catchUp} />}
    </Panel>
  )
}

function CatchUp({ catchUp }: { catchUp: NonNullable<OktaSource['log']['catchUp']> }) {
  const { from, to, at, eventsPerSecond, remainingMs } = catchUp
  const part = to > from ? Math.min(1, (at - from) / (to - from)) : 0
  const rest = remainingMs === null ? null : formatDuration(remainingMs)
  return (
    <>
      <progress className={classes['progress']} value={part} max={1} aria-label={texts.progress} />
      <Text size="xs" c="var(--kw-text-soft)">
        {texts.progressPlace(formatAbsolute(at), formatAbsolute(to))}{' '}
        {texts.progressText(Math.round(eventsPerSecond).toLocaleString('en'), rest)}
      </Text>
    </>
  )
}
