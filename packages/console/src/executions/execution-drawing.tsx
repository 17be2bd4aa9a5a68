import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { useMay } from '../app/session.tsx'
import { cardsOf, type StripItem } from '../strip/model.ts'
import type { Painting } from '../strip/paint.ts'
import { indexRuns } from '../strip/run-index.ts'
import { Strip } from '../strip/strip.tsx'
import { executionTexts } from '../texts/executions.ts'
import { ExecutionNotices } from './execution-notices.tsx'
import type { ExecutionDetail } from './execution-page.tsx'
import classes from './executions.module.css'
import { LoopProgress } from './loop-progress.tsx'
import { Timeline } from './timeline.tsx'
import { useIsTimeline } from './view-switch.tsx'
import { WhyWaiting } from './why-waiting.tsx'
import { createWholeUrls } from './whole-url.ts'

export interface ExecutionDrawingProps {
  execution: ExecutionDetail
  items: readonly StripItem[]
  onRunFrom: (card: string) => void
}

/** What there is to say about an execution, and its cards. */
export function ExecutionDrawing({ execution, items, onRunFrom }: ExecutionDrawingProps) {
  const { steps, trigger, inDoubt, children, failedStep, progress, omitted, rerunOf, cut } = execution
  const isTimeline = useIsTimeline()
  const mayOperate = useMay('operator')
  const painting = useMemo<Painting>(
    () => ({
      runs: indexRuns(steps),
      trigger,
      inDoubtStep: inDoubt?.step ?? null,
      children,
      progress,
      omitted,
      rerunOf,
      wholeUrl: createWholeUrls(execution.id, cut),
    }),
    [execution.id, steps, trigger, inDoubt, children, progress, omitted, rerunOf, cut],
  )
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {executionTexts.announce(executionTexts.statuses[execution.status])}
      </VisuallyHidden>
      <div className={classes['notices']}>
        <ExecutionNotices execution={execution} />
        <WhyWaiting execution={execution} items={items} />
        <LoopProgress
          progress={progress}
          forecast={execution.forecast}
          cards={cardsOf(items)}
          isMoving={execution.status === 'running'}
        />
      </div>
      <div className={classes['stripArea']}>
        {isTimeline ? (
          <Timeline execution={execution} items={items} />
        ) : (
          <Strip
            items={items}
            painting={execution.isJournalKept ? painting : null}
            pointAt={failedStep ?? inDoubt?.step ?? null}
            onRunFrom={mayOperate && execution.isJournalKept ? onRunFrom : null}
          />
        )}
      </div>
    </>
  )
}
