import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { commonTexts } from '../texts/common.ts'
import { accessTexts as texts } from '../texts/access.ts'
import classes from './access.module.css'

export interface DirectoryRowsProps<Item extends { id: string }> {
  label: string
  items: readonly Item[]
  columns: readonly { title: string; cell: (item: Item) => ReactNode }[]
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

/** Rows near the end of the list ask for the next page. */
const nearEnd = 15
const rowHeight = 44

/** A list of any length: only the rows in view are drawn, and the next page is asked for before the end. */
export function DirectoryRows<Item extends { id: string }>(props: DirectoryRowsProps<Item>) {
  const { label, items, columns, hasMore, isLoadingMore, onMore } = props
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 12,
  })
  const visible = virtual.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoadingMore && lastVisible >= items.length - nearEnd) onMore()
    // eslint-disable-next-line react/exhaustive-deps -- `onMore` is new on each render and would ask twice
  }, [hasMore, isLoadingMore, lastVisible, items.length])

  return (
    <div ref={scroll} className={classes['list']}>
      <div role="table" aria-label={label} aria-rowcount={hasMore ? -1 : items.length + 1}>
        <div role="rowgroup" className={classes['headGroup']}>
          <div role="row" className={classes['headRow']} aria-rowindex={1}>
            {columns.map(({ title }) => (
              <span key={title} role="columnheader">
                {title}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
          {visible.map(({ index, key, start, size }) => {
            const item = items[index]
            return item === undefined ? null : (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={classes['row']}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                {columns.map(({ title, cell }) => (
                  <span key={title} role="cell">
                    {cell(item)}
                  </span>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      <p className={classes['end']} role="status">
        {items.length === 0 && !isLoadingMore ? texts.nothing : isLoadingMore ? commonTexts.loadMore : ''}
      </p>
    </div>
  )
}
