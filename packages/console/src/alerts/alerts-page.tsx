import { Button, Checkbox, Group, Select, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconFilterOff, IconUser } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { alerts, detections, type AnswerOf } from '@keyway/api'
import { call } from '../app/client.ts'
import { useAnswer } from '../app/requests.ts'
import { alertTexts, severityTexts } from '../texts/alerts.ts'
import { Empty } from '../ui/empty.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { AlertActions } from './alert-actions.tsx'
import {
  parseAlertFilters,
  printAlertFilters,
  states,
  toAlertQuery,
  type AlertFilters,
} from './alert-filters.ts'
import classes from './alerts.module.css'
import { severities, SeverityMark } from './severity-mark.tsx'

type Alert = AnswerOf<typeof alerts.listAlerts>['items'][number]

/** What detections found. */
export function AlertsPage() {
  const [search, setSearch] = useSearchParams()
  const filters = parseAlertFilters(search)
  const change = (next: AlertFilters) => setSearch(printAlertFilters(next), { replace: true })
  const [settled] = useDebouncedValue(search.toString(), 300)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const list = useInfiniteQuery({
    queryKey: [alerts.listAlerts.path, settled],
    queryFn: ({ pageParam, signal }) =>
      call(alerts.listAlerts, {
        query: {
          limit: 50,
          ...toAlertQuery(parseAlertFilters(new URLSearchParams(settled))),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    maxPages: 10,
  })
  const rows = (list.data?.pages ?? []).flatMap((page) => page.items)
  const chosen = rows.filter(({ id }) => selected.has(id))
  return (
    <Page title={alertTexts.title} lead={alertTexts.lead}>
      <Counts />
      <Filters filters={filters} onChange={change} />
      {chosen.length === 0 ? null : (
        <Group mb="md" justify="space-between" role="status">
          <Text size="sm" fw={600}>
            {alertTexts.selected(chosen.length)}
          </Text>
          <AlertActions
            alertIds={chosen.map(({ id }) => id)}
            canAcknowledge={chosen.some(({ state }) => state === 'open')}
            canClose={chosen.some(({ state }) => state !== 'closed')}
            onDone={() => setSelected(new Set())}
          />
        </Group>
      )}
      {list.isPending ? <RowsSkeleton rows={8} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <NothingHere
          isFiltered={printAlertFilters(filters).size > 0}
          onClear={() => setSearch({}, { replace: true })}
        />
      ) : null}
      {rows.length === 0 ? null : <AlertTable rows={rows} selected={selected} onSelect={setSelected} />}
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </Page>
  )
}

/** How many wait for somebody, by severity; each leads to its list. */
function Counts() {
  const answer = useAnswer(alerts.countAlerts)
  if (answer.data === undefined) return null
  const { active } = answer.data
  return (
    <div className={classes['counts']}>
      {severities.toReversed().map((severity) => (
        <span key={severity} className={classes['count']}>
          <Text component="span" fw={650} size="lg" className="kw-number">
            {active[severity].toLocaleString('en')}
          </Text>
          <SeverityMark severity={severity} />
        </span>
      ))}
    </div>
  )
}

function Filters({ filters, onChange }: { filters: AlertFilters; onChange: (next: AlertFilters) => void }) {
  const rules = useAnswer(detections.listDetections)
  return (
    <search aria-label={alertTexts.filters}>
      <Group gap="sm" mb="md">
        <Select
          aria-label={alertTexts.filterState}
          data={states.map((value) => ({ value, label: alertTexts.states[value] }))}
          value={filters.state}
          onChange={(value) =>
            onChange({ ...filters, state: states.find((known) => known === value) ?? 'active' })
          }
          allowDeselect={false}
          w={160}
        />
        <Select
          aria-label={alertTexts.filterSeverity}
          placeholder={alertTexts.anySeverity}
          data={severities.map((value) => ({ value, label: alertTexts.orMore(severityTexts[value]) }))}
          value={filters.severity}
          onChange={(value) =>
            onChange({ ...filters, severity: severities.find((known) => known === value) ?? null })
          }
          clearable
          w={180}
        />
        <TextInput
          aria-label={alertTexts.filterSubject}
          placeholder={alertTexts.filterSubjectPlaceholder}
          leftSection={<IconUser size={16} aria-hidden />}
          value={filters.subject}
          onChange={(event) => onChange({ ...filters, subject: event.currentTarget.value })}
          w={240}
        />
        <Select
          aria-label={alertTexts.filterDetection}
          placeholder={alertTexts.anyDetection}
          data={[...new Map((rules.data?.items ?? []).map(({ id, title }) => [id, title]))].map(
            ([value, label]) => ({ value, label }),
          )}
          value={filters.detection}
          onChange={(detection) => onChange({ ...filters, detection })}
          searchable
          clearable
          w={260}
        />
      </Group>
    </search>
  )
}

function NothingHere({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <Empty
      icon={IconFilterOff}
      title={alertTexts.noMatchTitle}
      text={alertTexts.noMatch}
      action={
        <Button variant="light" onClick={onClear}>
          {alertTexts.clear}
        </Button>
      }
    />
  ) : (
    <Empty
      icon={IconAlertTriangle}
      title={alertTexts.emptyTitle}
      text={alertTexts.emptyText}
      action={
        <Button component={Link} to="/detections" variant="light">
          {alertTexts.emptyAction}
        </Button>
      }
    />
  )
}

interface AlertTableProps {
  rows: readonly Alert[]
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
}

function AlertTable({ rows, selected, onSelect }: AlertTableProps) {
  const { columns } = alertTexts
  const isAll = rows.every(({ id }) => selected.has(id))
  const toggle = (id: string) =>
    onSelect(new Set(selected.has(id) ? [...selected].filter((one) => one !== id) : [...selected, id]))
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={760} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={44}>
              <Checkbox
                aria-label={alertTexts.selectAll}
                checked={isAll}
                indeterminate={!isAll && rows.some(({ id }) => selected.has(id))}
                onChange={() => onSelect(new Set(isAll ? [] : rows.map(({ id }) => id)))}
              />
            </Table.Th>
            <Table.Th>{columns.severity}</Table.Th>
            <Table.Th>{columns.title}</Table.Th>
            <Table.Th>{columns.subject}</Table.Th>
            <Table.Th>{columns.state}</Table.Th>
            <Table.Th ta="end">{columns.findings}</Table.Th>
            <Table.Th>{columns.lastSeen}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((alert) => (
            <Table.Tr key={alert.id}>
              <Table.Td>
                <Checkbox
                  aria-label={alertTexts.select(`${alert.title} ${alert.subject?.login ?? ''}`)}
                  checked={selected.has(alert.id)}
                  onChange={() => toggle(alert.id)}
                />
              </Table.Td>
              <Table.Td>
                <SeverityMark severity={alert.severity} />
              </Table.Td>
              <Table.Td>
                <Link to={`/alerts/${alert.id}`} className="kw-link">
                  {alert.title}
                </Link>
              </Table.Td>
              <Table.Td>{alert.subject?.login ?? alert.subject?.name ?? alert.subject?.id ?? '—'}</Table.Td>
              <Table.Td>{stateOf(alert)}</Table.Td>
              <Table.Td ta="end" className="kw-number">
                {alert.findings.toLocaleString('en')}
              </Table.Td>
              <Table.Td>
                <Time at={alert.lastSeen} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

export function stateOf({ state, reason }: Pick<Alert, 'state' | 'reason'>): string {
  return reason === null ? alertTexts.states[state] : alertTexts.closedFor(alertTexts.reasonShort[reason])
}
