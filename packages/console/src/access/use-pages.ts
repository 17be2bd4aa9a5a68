import { useInfiniteQuery } from '@tanstack/react-query'

/** A list that is read page by page as somebody scrolls. */
export function usePages<Item>(
  key: readonly unknown[],
  read: (page: { cursor?: string; signal: AbortSignal }) => Promise<{ items: Item[]; next: string | null }>,
) {
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read({ ...(pageParam === '' ? {} : { cursor: pageParam }), signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  return {
    list,
    items: (list.data?.pages ?? []).flatMap((page) => page.items),
    rows: {
      hasMore: list.hasNextPage,
      isLoadingMore: list.isFetchingNextPage,
      onMore: () => void list.fetchNextPage(),
    },
  }
}
