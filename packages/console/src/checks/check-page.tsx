import { Button, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import { checks, findings, type AnswerOf } from '@keyway/api'
import { Remedies } from '../alerts/remedies.tsx'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { FindingList } from '../findings/finding-list.tsx'
import { checkTexts as texts } from '../texts/checks.ts'
import { FailedAction } from '../ui/failed-action.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import classes from './checks.module.css'
import { CheckSettings } from './check-settings.tsx'
import { MuteButton } from './mute-button.tsx'
import { StatusWord } from './status-word.tsx'
import { TrendLine } from './trend-line.tsx'

export type CheckDetail = AnswerOf<typeof checks.getCheck>

/** One check: what it looks for, how it stands, what it found, and what people decided about it. */
export function CheckPage() {
  const { checkId = '' } = useParams()
  const mayRun = useMay('operator')
  const answer = useAnswer(checks.getCheck, { params: { checkId } }, { refetchInterval: 10_000 })
  const run = useSend(checks.runChecks, [checks.getCheck, checks.listChecks, findings.listFindings])
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const check = answer.data
  return (
    <Page
      title={`${check.id} ${check.title}`}
      lead={check.meaning}
      back={{ to: '/checks', label: texts.back }}
      actions={
        mayRun ? (
          <Button
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={run.isPending}
            onClick={() => run.mutate({ body: { checks: [check.id] } })}
          >
            {texts.runOne}
          </Button>
        ) : null
      }
    >
      <Stack gap="md">
        <Standing check={check} />
        <FindingList filters={{ checkId: check.id, status: 'open' }} />
        <Exceptions check={check} />
        <CheckSettings key={JSON.stringify(check.parameters)} check={check} />
      </Stack>
      <FailedAction error={run.error} onClose={run.reset} />
    </Page>
  )
}

function Standing({ check }: { check: CheckDetail }) {
  return (
    <Panel title={texts.standing} aside={<SeverityMark severity={check.severity} />}>
      <dl className={classes['facts']}>
        {check.states.map((state) => (
          <StateLine key={state.org} check={check} state={state} />
        ))}
        <dt>{texts.needs}</dt>
        <dd>
          {check.needs.map(({ title, scope }) => (scope === null ? title : `${title} (${scope})`)).join(', ')}
        </dd>
        <dt>{texts.frameworks}</dt>
        <dd>{check.frameworks.map(nameFramework).join(', ')}</dd>
        <dt>{texts.remedy}</dt>
        <dd>
          {check.remedy.words}{' '}
          {check.remedy.template === null ? null : <Remedies ids={[check.remedy.template]} />}
        </dd>
        <dt>{texts.history}</dt>
        <dd>
          {texts.historyOf(check.trend.at(-1)?.findings ?? 0)}
          <TrendLine
            values={check.trend.map(({ findings: count }) => count)}
            label={texts.trend(check.trend[0]?.findings ?? 0, check.trend.at(-1)?.findings ?? 0)}
          />
        </dd>
      </dl>
    </Panel>
  )
}

/** `stig:V-273186` as people write it. */
function nameFramework(framework: string): string {
  const [id = '', requirement = ''] = framework.split(':')
  return `${texts.frameworkNames[id] ?? id} ${requirement}`.trim()
}

function StateLine({ check, state }: { check: CheckDetail; state: CheckDetail['states'][number] }) {
  return (
    <>
      <dt>{state.org}</dt>
      <dd>
        <StatusWord status={state.status} />{' '}
        {state.evaluatedAt === null ? texts.never : <Time at={state.evaluatedAt} />}
        {state.reason === null ? null : <Text size="sm">{state.reason}</Text>}
        {state.mute === null ? null : (
          <Text size="sm">{texts.mutedBy(state.mute.by, state.mute.reason)}</Text>
        )}
        <MuteButton checkId={check.id} org={state.org} isMuted={state.mute !== null} />
      </dd>
    </>
  )
}

function Exceptions({ check }: { check: CheckDetail }) {
  const mayAct = useMay('operator')
  const end = useSend(checks.endException, [checks.getCheck, findings.listFindings])
  return (
    <Panel title={texts.exceptions}>
      {check.exceptions.length === 0 ? <Text size="sm">{texts.noExceptions}</Text> : null}
      <ul className={classes['history']}>
        {check.exceptions.map(({ id, objectName, reason, by, until }) => (
          <li key={id}>
            <strong>{objectName}</strong>: {reason} ({by}
            {until === null ? null : (
              <>
                , {texts.until.toLowerCase()} <Time at={until} />
              </>
            )}
            ){' '}
            {mayAct ? (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => end.mutate({ params: { exceptionId: id } })}
              >
                {texts.endException}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Link to={`/findings?check=${check.id}&state=all`} className="kw-link">
        {texts.seeFindings}
      </Link>
      <FailedAction error={end.error} onClose={end.reset} />
    </Panel>
  )
}
