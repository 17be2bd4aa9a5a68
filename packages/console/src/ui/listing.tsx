import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from './problem.tsx'
import { RowsSkeleton } from './skeletons.tsx'

export interface ListingProps<Item> {
  list: UseQueryResult<{ items: Item[] }>
  /** Stands there while there is none. */
  empty: ReactNode
  children: (items: readonly Item[]) => ReactNode
}

/** A list as far as it is known: on its way, not readable, empty, or there. */
export function Listing<Item>({ list, empty, children }: ListingProps<Item>) {
  if (list.isPending) return <RowsSkeleton rows={3} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  return list.data.items.length === 0 ? empty : children(list.data.items)
}
