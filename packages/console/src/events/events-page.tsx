import { Button, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBolt, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { events } from '@keyway/api'
import { call } from '../app/client.ts'
import { eventTexts } from '../texts/events.ts'
import { Empty } from '../ui/empty.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'

/** Events as they arrived. */
export function EventsPage() {
  const [search, setSearch] = useSearchParams()
  const [typed, setTyped] = useState(search.get('type') ?? '')
  const [type] = useDebouncedValue(typed.trim(), 300)
  const list = useInfiniteQuery({
    queryKey: [events.listEvents.path, type],
    queryFn: ({ pageParam, signal }) =>
      call(events.listEvents, {
        query: {
          limit: 50,
          ...(type === '' ? {} : { type }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    // The live stream asks again on each change; beyond a few pages that would be a lot of reading.
    maxPages: 10,
  })
  const rows = (list.data?.pages ?? []).flatMap((page) => page.items)
  const { columns } = eventTexts
  return (
    <Page title={eventTexts.title} lead={eventTexts.lead}>
      <TextInput
        aria-label={eventTexts.filterType}
        placeholder={eventTexts.filterTypePlaceholder}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setSearch(event.currentTarget.value === '' ? {} : { type: event.currentTarget.value }, {
            replace: true,
          })
        }}
        maw={340}
        mb="md"
      />
      {list.isPending ? <RowsSkeleton rows={8} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        type === '' ? (
          <Empty
            icon={IconBolt}
            title={eventTexts.emptyTitle}
            text={eventTexts.emptyText}
            action={
              <Button component={Link} to="/okta" variant="light">
                {eventTexts.emptyAction}
              </Button>
            }
          />
        ) : (
          <Text size="sm">{eventTexts.noMatch}</Text>
        )
      ) : null}
      {rows.length === 0 ? null : (
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md" miw={640} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.type}</Table.Th>
                <Table.Th>{columns.subject}</Table.Th>
                <Table.Th>{columns.source}</Table.Th>
                <Table.Th>{columns.received}</Table.Th>
                <Table.Th ta="end">{columns.executions}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((event) => (
                <Table.Tr key={event.id}>
                  <Table.Td>
                    <Link to={`/events/${event.id}`} className="kw-link">
                      {event.type}
                    </Link>
                  </Table.Td>
                  <Table.Td>{event.subject ?? '—'}</Table.Td>
                  <Table.Td>{event.source}</Table.Td>
                  <Table.Td>
                    <Time at={event.receivedAt} />
                  </Table.Td>
                  <Table.Td ta="end" className="kw-number">
                    {event.executions}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </Page>
  )
}
