import { Text } from '@mantine/core'
import { inventory } from '@keyway/api'
import { call } from '../app/client.ts'
import { accessTexts } from '../texts/access.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { ChangesTable } from './changes-table.tsx'
import { usePages } from './use-pages.ts'

const texts = accessTexts.changes

/** What changed in an org since it was first read. */
export function ChangesPanel({ org }: { org: string }) {
  const { list, items, rows } = usePages([inventory.listChanges.path, org], ({ cursor, signal }) =>
    call(inventory.listChanges, {
      query: { org, limit: 50, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    }),
  )
  if (list.isPending) return <RowsSkeleton rows={6} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <Text size="sm" c="var(--kw-text-soft)" mb="sm">
        {items.length === 0 ? texts.none : texts.lead}
      </Text>
      {items.length === 0 ? null : <ChangesTable changes={items} />}
      <LoadMore hasMore={rows.hasMore} isLoading={rows.isLoadingMore} onMore={rows.onMore} />
    </>
  )
}
