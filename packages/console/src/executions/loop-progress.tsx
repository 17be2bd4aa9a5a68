import { Progress } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CardModel } from '../strip/model.ts'
import { executionTexts } from '../texts/executions.ts'
import type { ExecutionDetail } from './execution-page.tsx'
import classes from './executions.module.css'

export interface LoopProgressProps {
  progress: ExecutionDetail['progress']
  forecast: ExecutionDetail['forecast']
  cards: readonly CardModel[]
  /** A paused loop stands still. */
  isMoving: boolean
}

/** How far the loops are that an execution is in, outermost first. */
export function LoopProgress({ progress, forecast, cards, isMoving }: LoopProgressProps) {
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), 5_000, { autoInvoke: true })
  if (progress.length === 0) return null
  return (
    <section className={classes['progress']} aria-label={executionTexts.progressTitle}>
      {progress.map(({ step, done, total }, at) => {
        const title = cards.find((card) => card.path === step)?.title ?? step
        const words = executionTexts.progressOf(done, total)
        return (
          // Turns of a concurrent loop are in the same inner loop side by side.
          <div key={`${step} ${at}`} className={classes['progressRow']}>
            <Link to={`?card=${encodeURIComponent(step)}`} className="kw-link" replace>
              {title}
            </Link>
            <Progress.Root className={classes['progressBar'] ?? ''} size={8}>
              <Progress.Section
                value={total === null ? 100 : total === 0 ? 100 : (done / total) * 100}
                animated={isMoving && total === null}
                striped={total === null}
                aria-label={title}
                aria-valuetext={words}
              />
            </Progress.Root>
            <span className="kw-number">{words}</span>
          </div>
        )
      })}
      {forecast === null ? null : <span>{executionTexts.forecast(forecast, now)}</span>}
    </section>
  )
}
