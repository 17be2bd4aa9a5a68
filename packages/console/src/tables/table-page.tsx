import { Group, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { tables } from '@keyway/api'
import { call } from '../app/client.ts'
import { useAnswer } from '../app/requests.ts'
import { KindMark } from '../strip/kind-mark.tsx'
import { tableTexts } from '../texts/tables.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { NotFound } from '../ui/not-found.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton, RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { previewOf } from '../values/preview.ts'

/** Rows of one table, newest first. */
export function TablePage() {
  const { tableId = '' } = useParams()
  const list = useAnswer(tables.listTables)
  const rows = useInfiniteQuery({
    queryKey: [tables.listTableRows.path, tableId],
    queryFn: ({ pageParam, signal }) =>
      call(tables.listTableRows, {
        params: { tableId },
        query: { limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  const table = list.data.items.find((candidate) => candidate.id === tableId)
  if (table === undefined) return <NotFound />
  const items = (rows.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Page
      title={table.name}
      back={{ to: '/tables', label: tableTexts.back }}
      lead={tableTexts.rows(table.rows)}
      width="wide"
    >
      {rows.isPending ? <RowsSkeleton rows={8} /> : null}
      {rows.isError ? <Problem error={rows.error} onRetry={() => void rows.refetch()} /> : null}
      {rows.isSuccess && items.length === 0 ? <Text size="sm">{tableTexts.noRows}</Text> : null}
      {items.length === 0 ? null : (
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                {table.columns.map((column) => (
                  <Table.Th key={column.name}>
                    <Group gap={6} wrap="nowrap">
                      <KindMark kind={column.type} />
                      {column.name}
                    </Group>
                  </Table.Th>
                ))}
                <Table.Th>{tableTexts.changed}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((row) => (
                <Table.Tr key={row.id}>
                  {table.columns.map((column) => (
                    <Table.Td key={column.name}>{previewOf(row.values[column.name], 120)}</Table.Td>
                  ))}
                  <Table.Td>
                    <Time at={row.updatedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      <LoadMore
        hasMore={rows.hasNextPage}
        isLoading={rows.isFetchingNextPage}
        onMore={() => void rows.fetchNextPage()}
      />
    </Page>
  )
}
