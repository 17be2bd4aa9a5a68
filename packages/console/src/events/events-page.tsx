import { Button, Group, Select, Table, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBolt, IconFilterOff, IconRepeat, IconSearch, IconUser } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { events, type AnswerOf } from '@keyway/api'
import { call } from '../app/client.ts'
import { eventTexts } from '../texts/events.ts'
import { executionTexts } from '../texts/executions.ts'
import { Empty } from '../ui/empty.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import {
  isFilteredEvents,
  parseEventFilters,
  printEventFilters,
  toEventQuery,
  type EventFilters,
} from './event-filters.ts'
import { ReplayDialog } from './replay-dialog.tsx'

const ranges = ['any', 'hour', 'day', 'week', 'month'] as const

/** Events as they arrived. */
export function EventsPage() {
  const [search, setSearch] = useSearchParams()
  const filters = parseEventFilters(search)
  const change = (next: EventFilters) => setSearch(printEventFilters(next), { replace: true })
  const [settled] = useDebouncedValue(search.toString(), 300)
  const [isReplaying, setReplaying] = useState(false)
  const list = useInfiniteQuery({
    queryKey: [events.listEvents.path, settled],
    queryFn: ({ pageParam, signal }) =>
      call(events.listEvents, {
        query: {
          limit: 50,
          ...toEventQuery(parseEventFilters(new URLSearchParams(settled)), Date.now()),
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
  return (
    <Page
      title={eventTexts.title}
      lead={eventTexts.lead}
      actions={
        <>
          <Button component={Link} to="/events/replays" variant="default">
            {eventTexts.replays}
          </Button>
          <Button leftSection={<IconRepeat size={16} aria-hidden />} onClick={() => setReplaying(true)}>
            {eventTexts.replay}
          </Button>
        </>
      }
    >
      <Filters filters={filters} onChange={change} />
      {list.isPending ? <RowsSkeleton rows={8} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <NothingHere
          isFiltered={isFilteredEvents(filters)}
          onClear={() => setSearch({}, { replace: true })}
        />
      ) : null}
      {rows.length === 0 ? null : <EventTable rows={rows} />}
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
      <ReplayDialog isOpen={isReplaying} filters={filters} onClose={() => setReplaying(false)} />
    </Page>
  )
}

function Filters({ filters, onChange }: { filters: EventFilters; onChange: (next: EventFilters) => void }) {
  return (
    <search aria-label={eventTexts.filters}>
      <Group gap="sm" mb="md">
        <TextInput
          aria-label={eventTexts.filterType}
          placeholder={eventTexts.filterTypePlaceholder}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filters.type}
          onChange={(event) => onChange({ ...filters, type: event.currentTarget.value })}
          w={280}
        />
        <TextInput
          aria-label={eventTexts.filterWho}
          placeholder={eventTexts.filterWhoPlaceholder}
          leftSection={<IconUser size={16} aria-hidden />}
          value={filters.who}
          onChange={(event) => onChange({ ...filters, who: event.currentTarget.value })}
          w={240}
        />
        <Select
          aria-label={executionTexts.filters.time}
          data={ranges.map((value) => ({ value, label: executionTexts.filters.times[value] }))}
          value={filters.time}
          onChange={(value) =>
            onChange({ ...filters, time: ranges.find((known) => known === value) ?? 'any' })
          }
          allowDeselect={false}
          w={150}
        />
      </Group>
    </search>
  )
}

function NothingHere({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <Empty
      icon={IconFilterOff}
      title={eventTexts.noMatchTitle}
      text={eventTexts.noMatch}
      action={
        <Button variant="light" onClick={onClear}>
          {executionTexts.filters.clear}
        </Button>
      }
    />
  ) : (
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
  )
}

function EventTable({ rows }: { rows: AnswerOf<typeof events.listEvents>['items'] }) {
  const { columns } = eventTexts
  return (
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
  )
}
