import { useInterval } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { executionViewTexts } from '../texts/execution-views.ts'
import { executionTexts } from '../texts/executions.ts'
import { CopyIcon } from '../ui/copy.tsx'
import { StatusBadge } from '../ui/status.tsx'
import { Time } from '../ui/time.tsx'
import { formatDuration } from '../values/time.ts'
import { CauseChain } from './cause-chain.tsx'
import type { ExecutionDetail } from './execution-page.tsx'
import classes from './executions.module.css'
import { RunMarks } from './run-marks.tsx'

/** The line under the title: what happened, when, and where it came from. */
export function ExecutionFacts({ execution }: { execution: ExecutionDetail }) {
  const { facts } = executionTexts
  return (
    <div className={classes['facts']}>
      <StatusBadge
        status={execution.status}
        isStopped={execution.stopped && execution.status === 'succeeded'}
      />
      <RunMarks execution={execution} />
      <Fact label={facts.flow}>
        <Link to={`/flows/${execution.flowId}`} className="kw-link">
          {executionTexts.version(execution.version)}
        </Link>
      </Fact>
      <Fact label={facts.started}>
        {execution.startedAt === null ? executionTexts.notStarted : <Time at={execution.startedAt} />}
      </Fact>
      <Fact label={facts.duration}>{durationOf(execution)}</Fact>
      <Fact label={facts.trigger}>
        {execution.eventId === null ? (
          executionTexts.modes[execution.mode]
        ) : (
          <Link to={`/events/${execution.eventId}`} className="kw-link">
            {execution.eventType ?? executionTexts.openEvent}
          </Link>
        )}
      </Fact>
      {execution.cause === null && execution.parentId === null ? null : (
        <Fact label={executionViewTexts.chain.label}>
          <CauseChain execution={execution} />
        </Fact>
      )}
      {execution.parentId === null ? null : (
        <Fact label={facts.parent}>
          <Link to={`/executions/${execution.parentId}`} className="kw-link">
            {executionTexts.openParent}
          </Link>
        </Fact>
      )}
      {execution.rerunOf === null ? null : (
        <Fact label={executionTexts.rerunOf}>
          <Link to={`/executions/${execution.rerunOf}`} className="kw-link">
            {executionTexts.openRerunOf}
          </Link>
        </Fact>
      )}
      {execution.reruns.length === 0 ? null : (
        <Fact label={executionTexts.reruns}>
          {execution.reruns.map((rerun) => (
            <Link key={rerun.id} to={`/executions/${rerun.id}`} className="kw-link">
              {executionTexts.openRerun(executionTexts.statuses[rerun.status], rerun.dryRun)}
            </Link>
          ))}
        </Fact>
      )}
      <Wait waits={execution.waits} />
      {execution.line === null ? null : (
        <Fact label={facts.line}>
          {executionTexts.lineBehind}{' '}
          {execution.line.behind.map(({ id, status }) => (
            <Link key={id} to={`/executions/${id}`} className="kw-link">
              {executionTexts.lineOf(executionTexts.statuses[status])}
            </Link>
          ))}
          {executionTexts.lineAhead(execution.line.ahead)}
        </Fact>
      )}
      <Fact label={facts.id}>
        <code>{execution.id.slice(0, 8)}</code>
        <CopyIcon value={execution.id} what={facts.id} />
      </Fact>
    </div>
  )
}

/** The wait that ends first; of many that wait for the same one is enough to know. */
function Wait({ waits }: { waits: ExecutionDetail['waits'] }) {
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true })
  const [first] = waits.toSorted((a, b) => a.until - b.until)
  if (first === undefined) return null
  return <Fact label={executionTexts.facts.waits}>{executionTexts.waitsFor(first, now)}</Fact>
}

function durationOf({ startedAt, finishedAt }: ExecutionDetail): string {
  if (startedAt === null) return '—'
  return finishedAt === null ? executionTexts.running : formatDuration(finishedAt - startedAt)
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span>
      <span className={classes['factLabel']}>{label}</span> {children}
    </span>
  )
}
