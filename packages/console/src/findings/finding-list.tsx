import { Button, Checkbox, Group, Table, Text } from '@mantine/core'
import { IconShieldSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { findings, type AnswerOf } from '@keyway/api'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { call } from '../app/client.ts'
import { checkTexts, findingTexts as texts } from '../texts/checks.ts'
import { Empty } from '../ui/empty.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { FindingActions } from './finding-actions.tsx'

type Finding = AnswerOf<typeof findings.listFindings>['items'][number]

export interface FindingQuery {
  checkId?: string
  status?: 'open' | 'closed'
  severity?: Finding['severity']
  framework?: string
  text?: string
}

/** Findings that fit, the gravest first, with what can be done about those that are selected. */
export function FindingList({ filters }: { filters: FindingQuery }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const list = useInfiniteQuery({
    queryKey: [findings.listFindings.path, filters],
    queryFn: ({ pageParam, signal }) =>
      call(findings.listFindings, {
        query: { limit: 50, ...filters, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    maxPages: 10,
    refetchInterval: 10_000,
  })
  const rows = (list.data?.pages ?? []).flatMap((page) => page.items)
  const chosen = rows.filter(({ id, status }) => selected.has(id) && status === 'open')
  if (list.isPending) return <RowsSkeleton rows={6} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  if (rows.length === 0) {
    return (
      <Empty
        icon={IconShieldSearch}
        title={texts.emptyTitle}
        text={texts.emptyText}
        action={
          <Button component={Link} to="/checks" variant="light">
            {texts.emptyAction}
          </Button>
        }
      />
    )
  }
  return (
    <div>
      {chosen.length === 0 ? null : (
        <Group mb="md" justify="space-between" role="status">
          <Text size="sm" fw={600}>
            {texts.selected(chosen.length)}
          </Text>
          <FindingActions findingIds={chosen.map(({ id }) => id)} onDone={() => setSelected(new Set())} />
        </Group>
      )}
      <FindingTable rows={rows} selected={selected} onSelect={setSelected} />
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  )
}

interface TableProps {
  rows: readonly Finding[]
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
}

function FindingTable({ rows, selected, onSelect }: TableProps) {
  const { columns } = checkTexts
  const isAll = rows.every(({ id }) => selected.has(id))
  const toggle = (id: string) =>
    onSelect(new Set(selected.has(id) ? [...selected].filter((one) => one !== id) : [...selected, id]))
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={820} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={44}>
              <Checkbox
                aria-label={texts.selectAll}
                checked={isAll}
                indeterminate={!isAll && rows.some(({ id }) => selected.has(id))}
                onChange={() => onSelect(new Set(isAll ? [] : rows.map(({ id }) => id)))}
              />
            </Table.Th>
            <Table.Th>{columns.severity}</Table.Th>
            <Table.Th>{columns.object}</Table.Th>
            <Table.Th>{columns.what}</Table.Th>
            <Table.Th>{columns.id}</Table.Th>
            <Table.Th>{columns.status}</Table.Th>
            <Table.Th>{columns.opened}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((finding) => (
            <Table.Tr key={finding.id}>
              <Table.Td>
                <Checkbox
                  aria-label={texts.select(finding.object.name)}
                  checked={selected.has(finding.id)}
                  onChange={() => toggle(finding.id)}
                />
              </Table.Td>
              <Table.Td>
                <SeverityMark severity={finding.severity} />
              </Table.Td>
              <Table.Td>
                <Link to={`/findings/${finding.id}`} className="kw-link">
                  {finding.object.name}
                </Link>
              </Table.Td>
              <Table.Td>{finding.reason}</Table.Td>
              <Table.Td>
                <Link to={`/checks/${finding.checkId}`} className="kw-link" style={{ whiteSpace: 'nowrap' }}>
                  {finding.checkId}
                </Link>
              </Table.Td>
              <Table.Td>
                {finding.closedBy === null ? texts.opened : texts.closedBy[finding.closedBy]}
              </Table.Td>
              <Table.Td>
                <Time at={finding.openedAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
