import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { useMay } from '../app/session.tsx'
import { cardsOf, type StripItem } from '../strip/model.ts'
import { Strip } from '../strip/strip.tsx'
import { executionTexts } from '../texts/executions.ts'
import { ExecutionNotices } from './execution-notices.tsx'
import type { ExecutionDetail } from './execution-page.tsx'
import classes from './executions.module.css'
import { LoopProgress } from './loop-progress.tsx'
import { paintingOf } from './painting-of.ts'
import { Timeline } from './timeline.tsx'
import { useIsTimeline } from './view-switch.tsx'
import { WhyWaiting } from './why-waiting.tsx'

export interface ExecutionDrawingProps {
  execution: ExecutionDetail
  items: readonly StripItem[]
  onRunFrom: (card: string) => void
}

/** What there is to say about an execution, and its cards. */
export function ExecutionDrawing({ execution, items, onRunFrom }: ExecutionDrawingProps) {
  const { inDoubt, failedStep, progress } = execution
  const isTimeline = useIsTimeline()
  const mayOperate = useMay('operator')
  const painting = useMemo(() => paintingOf(execution), [execution])
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
