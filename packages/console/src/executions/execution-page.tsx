import { VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { layoutFlow } from '../strip/layout.ts'
import type { Painting } from '../strip/paint.ts'
import { indexRuns } from '../strip/run-index.ts'
import { Strip } from '../strip/strip.tsx'
import { useCatalogIndex } from '../strip/use-catalog.ts'
import { executionTexts } from '../texts/executions.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { StripSkeleton } from '../ui/skeletons.tsx'
import { ExecutionActions } from './execution-actions.tsx'
import { ExecutionFacts } from './execution-facts.tsx'
import classes from './executions.module.css'
import { InDoubt } from './in-doubt.tsx'
import { createWholeUrls } from './whole-url.ts'

export type ExecutionDetail = z.output<typeof executions.getExecution.answer>

/** One execution, drawn as its flow's cards with the real values. */
export function ExecutionPage() {
  const { executionId = '' } = useParams()
  const answer = useAnswer(executions.getExecution, { params: { executionId } })
  const back = { to: '/executions', label: executionTexts.back }
  if (answer.isPending) {
    return (
      <Page title={executionTexts.facts.id} back={back} width="full">
        <StripSkeleton />
      </Page>
    )
  }
  if (answer.isError) {
    return (
      <Page title={executionTexts.facts.id} back={back}>
        <Problem error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    )
  }
  return (
    <Page
      title={answer.data.flowName}
      back={back}
      lead={<ExecutionFacts execution={answer.data} />}
      actions={<ExecutionActions execution={answer.data} />}
      width="full"
    >
      <Drawing key={executionId} execution={answer.data} />
    </Page>
  )
}

function Drawing({ execution }: { execution: ExecutionDetail }) {
  const catalog = useCatalogIndex()
  const { id, document: flow, steps, trigger, inDoubt, children, failedStep, cut } = execution
  const items = useMemo(() => layoutFlow(flow, catalog), [flow, catalog])
  const painting = useMemo<Painting>(
    () => ({
      runs: indexRuns(steps),
      trigger,
      inDoubtStep: inDoubt?.step ?? null,
      children,
      wholeUrl: createWholeUrls(id, cut),
    }),
    [steps, trigger, inDoubt, children, id, cut],
  )
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {executionTexts.announce(executionTexts.statuses[execution.status])}
      </VisuallyHidden>
      <div className={classes['notices']}>
        {inDoubt === null ? null : <InDoubt executionId={execution.id} inDoubt={inDoubt} />}
        {execution.error === null ? null : (
          <Notice
            tone="bad"
            title={executionTexts.failedTitle}
            icon={<IconAlertTriangle size={18} aria-hidden />}
          >
            {execution.error.message}
          </Notice>
        )}
        {execution.replay === 'different' ? (
          <Notice tone="doubt" icon={<IconAlertTriangle size={18} aria-hidden />}>
            {executionTexts.replayDifferent}
          </Notice>
        ) : null}
      </div>
      <div className={classes['stripArea']}>
        <Strip items={items} painting={painting} pointAt={failedStep ?? inDoubt?.step ?? null} />
      </div>
    </>
  )
}
