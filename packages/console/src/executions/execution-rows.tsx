import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { Link } from 'react-router'
import { executionTexts } from '../texts/executions.ts'
import { StatusBadge } from '../ui/status.tsx'
import { Time } from '../ui/time.tsx'
import { formatDuration } from '../values/time.ts'
import classes from './executions.module.css'
import type { ExecutionSummary } from './live-list.ts'
import { RunMarks } from './run-marks.tsx'

export interface ExecutionRowsProps {
  rows: readonly ExecutionSummary[]
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

/** Rows near the end of the list ask for the next page. */
const nearEnd = 12
/** Heights of a row in pixels. */
const wideRow = 48
const narrowRow = 76

/** The rows in view, whatever the length of the list. */
export function ExecutionRows({ rows, hasMore, isLoadingMore, onMore }: ExecutionRowsProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const isNarrow = useMediaQuery('(max-width: 48em)', window.matchMedia('(max-width: 48em)').matches)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (isNarrow ? narrowRow : wideRow),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  })
  useKeepPlace(scroll, rows, isNarrow ? narrowRow : wideRow)
  const visible = virtual.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0

  useEffect(() => {
    if (hasMore && !isLoadingMore && lastVisible >= rows.length - nearEnd) onMore()
    // eslint-disable-next-line react/exhaustive-deps -- `onMore` is new on each render and would ask twice
  }, [hasMore, isLoadingMore, lastVisible, rows.length])

  useEffect(() => virtual.measure(), [isNarrow, virtual])

  const { columns } = executionTexts
  return (
    <div ref={scroll} className={classes['list']}>
      <div role="table" aria-label={executionTexts.rows} aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <div role="rowgroup" className={classes['headGroup']}>
          <div role="row" className={classes['headRow']} aria-rowindex={1}>
            {Object.entries(columns).map(([name, label]) => (
              <span key={name} role="columnheader" data-column={name}>
                {label}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
          {visible.map(({ index, key, start, size }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={classes['row']}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                <Row row={row} />
              </div>
            )
          })}
        </div>
      </div>
      <p className={classes['end']} role="status">
        {isLoadingMore ? executionTexts.loadingMore : hasMore ? '' : executionTexts.noMore}
      </p>
    </div>
  )
}

function Row({ row }: { row: ExecutionSummary }) {
  const startedAt = row.startedAt ?? row.createdAt
  return (
    <>
      <span role="cell" data-column="status">
        <StatusBadge status={row.status} isStopped={row.stopped && row.status === 'succeeded'} />
      </span>
      <span role="cell" data-column="flow">
        <Link to={`/executions/${row.id}`} className={classes['rowLink']} onKeyDown={moveBetweenRows}>
          {row.flowName}
        </Link>
        <RunMarks execution={row} />
        {row.errorMessage === null ? null : <span className={classes['rowError']}>{row.errorMessage}</span>}
      </span>
      <span role="cell" data-column="trigger">
        {row.eventType ?? executionTexts.modes[row.mode]}
      </span>
      <span role="cell" data-column="started" className="kw-number">
        <Time at={startedAt} />
      </span>
      <span role="cell" data-column="duration" className="kw-number">
        {row.startedAt === null || row.finishedAt === null
          ? '—'
          : formatDuration(row.finishedAt - row.startedAt)}
      </span>
    </>
  )
}

/** Rows that arrive on top must not push away what someone further down is reading. */
function useKeepPlace(
  scroll: RefObject<HTMLElement | null>,
  rows: readonly ExecutionSummary[],
  height: number,
): void {
  const first = useRef(rows[0]?.id)
  useLayoutEffect(() => {
    const added = rows.findIndex((row) => row.id === first.current)
    first.current = rows[0]?.id
    if (scroll.current !== null && added > 0 && scroll.current.scrollTop > 0) {
      scroll.current.scrollBy(0, added * height)
    }
  }, [scroll, rows, height])
}

/** Up and down move between the rows that are drawn; the list scrolls along. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const table = event.currentTarget.closest('[role=table]')
  if (table === null || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
  const links = [...table.querySelectorAll<HTMLElement>(`.${classes['rowLink'] ?? ''}`)]
  const at = links.findIndex((link) => link === document.activeElement)
  const target = links[event.key === 'ArrowDown' ? at + 1 : at - 1]
  if (at === -1 || target === undefined) return
  event.preventDefault()
  target.focus()
}
