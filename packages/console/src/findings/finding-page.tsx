import { Stack, Text } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { findings, type AnswerOf } from '@keyway/api'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { useAnswer } from '../app/requests.ts'
import classes from '../checks/checks.module.css'
import { findingTexts as texts, checkTexts } from '../texts/checks.ts'
import { JsonView } from '../ui/json-view.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { FindingActions } from './finding-actions.tsx'

type Finding = AnswerOf<typeof findings.getFinding>

/** One finding: what is wrong with what, what shows it, and what became of it. */
export function FindingPage() {
  const { findingId = '' } = useParams()
  const answer = useAnswer(findings.getFinding, { params: { findingId } }, { refetchInterval: 5_000 })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const finding = answer.data
  return (
    <Page
      title={finding.object.name}
      lead={finding.title}
      back={{ to: '/findings', label: texts.back }}
      actions={
        finding.status === 'open' ? (
          <FindingActions findingIds={[finding.id]} onDone={() => undefined} />
        ) : null
      }
    >
      <Stack gap="md">
        <Panel title={texts.why} aside={<SeverityMark severity={finding.severity} />}>
          <dl className={classes['facts']}>
            <dt>{checkTexts.columns.status}</dt>
            <dd>{finding.closedBy === null ? texts.opened : texts.closedBy[finding.closedBy]}</dd>
            <dt>{texts.why}</dt>
            <dd>{finding.reason}</dd>
            <dt>{texts.about}</dt>
            <dd>
              {finding.object.kind} {finding.object.id} ({finding.org})
            </dd>
            <dt>{texts.check}</dt>
            <dd>
              <Link to={`/checks/${finding.checkId}`} className="kw-link">
                {finding.checkId} {finding.title}
              </Link>
            </dd>
            <dt>{checkTexts.columns.opened}</dt>
            <dd>
              <Time at={finding.openedAt} />
            </dd>
          </dl>
        </Panel>
        <Panel title={texts.evidence}>
          <JsonView value={finding.evidence} reference={null} />
        </Panel>
        <History finding={finding} />
      </Stack>
    </Page>
  )
}

function History({ finding }: { finding: Finding }) {
  return (
    <Panel title={texts.history}>
      <ol className={classes['history']}>
        {finding.history.map(({ id, at, what, actor, reason, executionId }) => (
          <li key={id}>
            <Text size="sm" component="span" fw={600}>
              {texts.what[what]}
            </Text>{' '}
            <Time at={at} />
            {actor === null ? '' : ` · ${actor}`}
            {reason === null ? null : <Text size="sm">{reason}</Text>}
            {executionId === null ? null : (
              <Link to={`/executions/${executionId}`} className="kw-link">
                {texts.execution}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
