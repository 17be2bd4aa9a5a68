import { Skeleton } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { executions, type AnswerOf } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { executionTexts } from '../texts/executions.ts'
import { executionViewTexts } from '../texts/execution-views.ts'
import { formatAbsolute } from '../values/time.ts'
import { chartRange } from './chart-range.ts'
import classes from './chart.module.css'
import type { Filters, TimeStretch } from './filters.ts'

type Counts = AnswerOf<typeof executions.countExecutions>['stretches'][number]['counts']
type Status = keyof Counts

/** Counting is work for the server; the list beside it is what is live. */
const countEveryMs = 10_000
/** From the ground up. */
const order: readonly Status[] = [
  'succeeded',
  'cancelled',
  'queued',
  'running',
  'waiting',
  'paused',
  'in_doubt',
  'failed',
]
const texts = executionViewTexts.chart

export interface ExecutionChartProps {
  filters: Filters
  onChoose: (stretch: TimeStretch) => void
}

/** How many executions began when, by how they stand; a bar narrows the list to its time. */
export function ExecutionChart({ filters, onChoose }: ExecutionChartProps) {
  const [now] = useState(() => Date.now())
  const { from, to, width } = chartRange(filters, now)
  const answer = useAnswer(
    executions.countExecutions,
    {
      query: {
        from,
        to,
        width,
        children: filters.hasChildren ? 'true' : 'false',
        ...(filters.flowId === null ? {} : { flowId: filters.flowId }),
      },
    },
    { refetchInterval: countEveryMs },
  )
  if (answer.isPending) return <Skeleton height={92} radius="lg" mb="sm" />
  // The list below says what is wrong.
  if (answer.isError) return null
  const shown = order.filter((status) => filters.status === null || filters.status === status)
  const bars = answer.data.stretches
    .map(({ at, counts }) => ({ at, counts, total: sum(counts, shown) }))
    .filter(({ total }) => total > 0)
  const totals = Object.fromEntries(
    shown.map((status) => [status, bars.reduce((count, bar) => count + (bar.counts[status] ?? 0), 0)]),
  )
  const most = Math.max(1, ...bars.map(({ total }) => total))
  const place = (at: number) => `${(100 * (at - from)) / (to - from)}%`
  return (
    <section className={classes['chart']} aria-label={texts.label}>
      <div className={classes['summary']}>
        <span role="status">
          {bars.length === 0 ? texts.none : texts.summary(sum(totals, shown), describe(totals, shown))}
          {answer.data.isWhole ? '' : ` ${texts.notWhole}`}
        </span>
        <span className={classes['help']}>{bars.length === 0 ? '' : texts.help}</span>
      </div>
      <div className={classes['plot']} role="group" aria-label={texts.help}>
        {bars.map(({ at, counts, total }, index) => (
          <button
            key={at}
            type="button"
            className={classes['bar']}
            style={{ insetInlineStart: place(at), width: `${(100 * width) / (to - from)}%` }}
            tabIndex={index === bars.length - 1 ? 0 : -1}
            aria-label={texts.bar(at, at + width, describe(counts, shown))}
            title={`${formatAbsolute(at)}: ${describe(counts, shown)}`}
            onKeyDown={moveBetweenBars}
            onClick={() => onChoose({ from: at, to: at + width })}
          >
            <span className={classes['stack']} style={{ height: `${Math.max(6, (100 * total) / most)}%` }}>
              {shown.map((status) =>
                counts[status] === undefined ? null : (
                  <span key={status} data-status={status} style={{ flexGrow: counts[status] }} />
                ),
              )}
            </span>
          </button>
        ))}
      </div>
      <div className={classes['axis']} aria-hidden>
        <span>{formatAbsolute(from)}</span>
        <span>{formatAbsolute(Math.min(to, Math.max(now, from)))}</span>
      </div>
    </section>
  )
}

function sum(counts: Counts, shown: readonly Status[]): number {
  return shown.reduce((total, status) => total + (counts[status] ?? 0), 0)
}

function describe(counts: Counts, shown: readonly Status[]): string {
  return shown
    .flatMap((status) => {
      const count = counts[status] ?? 0
      return count === 0 ? [] : [texts.part(count, executionTexts.statuses[status])]
    })
    .join(', ')
}

/** The bars are one stop of the Tab key; the arrow keys go from one to the next. */
function moveBetweenBars(event: KeyboardEvent<HTMLButtonElement>): void {
  const bar = event.currentTarget
  const target = { ArrowLeft: bar.previousElementSibling, ArrowRight: bar.nextElementSibling }[event.key]
  if (!(target instanceof HTMLElement)) return
  event.preventDefault()
  target.focus()
}
