import { useInterval } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { printAddress } from '../strip/address.ts'
import { cardsOf, type CardModel, type StripItem } from '../strip/model.ts'
import { executionViewTexts } from '../texts/execution-views.ts'
import { formatDuration } from '../values/time.ts'
import type { ExecutionDetail } from './execution-page.tsx'
import classes from './timeline.module.css'
import { layoutTimeline, ticksOf, type TimelineRow } from './timeline-rows.ts'

const texts = executionViewTexts.timeline
const rowHeight = 34
const mostTicks = 6

export interface TimelineProps {
  execution: ExecutionDetail
  items: readonly StripItem[]
}

/** When each step ran, waited and was tried again. A step leads to its card. */
export function Timeline({ execution, items }: TimelineProps) {
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: execution.finishedAt === null })
  const { from, to, rows } = layoutTimeline(execution, now)
  const cards = new Map(cardsOf(items).map((card) => [card.path, card]))
  const scroll = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react/incompatible-library -- what it answers is not handed to memoised components
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const place = (at: number) => (100 * (at - from)) / (to - from)
  if (rows.length === 0) {
    return (
      <div className={classes['frame']}>
        <p className={classes['nothing']}>{execution.isJournalKept ? texts.empty : texts.noJournal}</p>
      </div>
    )
  }
  return (
    <div className={classes['frame']}>
      <div ref={scroll} className={classes['scroll']} role="group" aria-label={texts.label}>
        <div className={classes['axis']} aria-hidden>
          <span className={classes['label']}>{texts.step}</span>
          <span className={classes['track']}>
            {ticksOf(to - from, mostTicks).map((tick) => (
              <span
                key={tick}
                className={classes['tick']}
                style={{ insetInlineStart: `${place(from + tick)}%` }}
              >
                {formatDuration(tick)}
              </span>
            ))}
          </span>
        </div>
        <ol className={classes['rows']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <li
                key={row.key}
                className={classes['row']}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row row={row} card={cards.get(row.step)} place={place} />
              </li>
            )
          })}
        </ol>
      </div>
      {Object.keys(execution.omitted).length === 0 ? null : (
        <p className={classes['foot']}>{texts.omitted}</p>
      )}
    </div>
  )
}

interface RowProps {
  row: TimelineRow
  card: CardModel | undefined
  place: (at: number) => number
}

function Row({ row, card, place }: RowProps) {
  const { step, turns, status, from, to, isOver, waits } = row
  const length = to - from
  const words = isOver ? texts.ran(texts.states[status], length) : texts.stillRuns(length)
  const loops = new Map((card?.loops ?? []).map((loop, at) => [loop, turns[at] ?? 0]))
  const search = printAddress({ card: step, value: null, turns: loops }, new URLSearchParams())
  return (
    <>
      <span className={classes['label']}>
        <Link to={`?${search.toString()}`} replace>
          {card?.title ?? step}
        </Link>
        {turns.length === 0 ? null : <small>{texts.turn(turns)}</small>}
      </span>
      <span className={classes['track']}>
        <span
          className={classes['run']}
          data-status={status}
          data-over={isOver}
          style={{ insetInlineStart: `${place(from)}%`, width: `${place(to) - place(from)}%` }}
          title={words}
        />
        {waits.map((wait) => (
          <span
            key={wait.from}
            className={classes['wait']}
            style={{
              insetInlineStart: `${place(wait.from)}%`,
              width: `${place(wait.to) - place(wait.from)}%`,
            }}
            title={texts.postponed(wait.tries, wait.what, wait.to - wait.from)}
          />
        ))}
      </span>
      <span className={classes['words']} data-status={status}>
        {words}
        {waits.length === 0 ? '' : `, ${texts.tries(waits.length)}`}
      </span>
    </>
  )
}
