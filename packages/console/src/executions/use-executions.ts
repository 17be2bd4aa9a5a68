import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { executions } from '@keyway/api'
import { call } from '../app/client.ts'
import { useLive } from '../app/live.tsx'
import { printFilters, toQuery, type Filters } from './filters.ts'
import { applyChanges, mergeFirstPage, type ExecutionPage } from './live-list.ts'

/** The filtered list, page by page, kept fresh by the live stream without reading old pages again. */
export function useExecutions(filters: Filters) {
  const client = useQueryClient()
  const { subscribe } = useLive()
  const name = printFilters(filters).toString()
  const [arrived, setArrived] = useState(0)
  const key = useMemo(() => [executions.listExecutions.path, 'pages', name], [name])

  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      call(executions.listExecutions, {
        query: { ...toQuery(filters, Date.now()), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })

  useEffect(() => {
    let isCurrent = true
    const stop = subscribe((changes) => {
      client.setQueryData<InfiniteData<ExecutionPage, string>>(key, (data) =>
        data === undefined
          ? data
          : { ...data, pages: applyChanges(data.pages, changes, filters.status ?? undefined) },
      )
      void call(executions.listExecutions, { query: toQuery(filters, Date.now()) }).then((fresh) => {
        if (!isCurrent) return
        client.setQueryData<InfiniteData<ExecutionPage, string>>(key, (data) => {
          if (data === undefined) return data
          const pages = mergeFirstPage(data.pages, fresh)
          setArrived(countOf(pages) - countOf(data.pages))
          return { pages, pageParams: data.pageParams.slice(0, pages.length) }
        })
      }, ignoreRefresh)
    })
    return () => {
      isCurrent = false
      stop()
    }
    // eslint-disable-next-line react/exhaustive-deps -- `key` stands for `filters`, which is new on each render
  }, [client, subscribe, key])

  const rows = useMemo(() => (query.data?.pages ?? []).flatMap((page) => page.items), [query.data])
  return { ...query, rows, arrived }
}

function countOf(pages: readonly ExecutionPage[]): number {
  return pages.reduce((sum, page) => sum + page.items.length, 0)
}

/** A missed refresh shows nothing wrong: the next change asks again, and the live mark says when the server is gone. */
function ignoreRefresh(): void {}
