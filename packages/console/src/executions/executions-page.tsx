import { Button, Group, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFilterOff, IconHistory } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { executionTexts } from '../texts/executions.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Clock } from '../ui/time.tsx'
import { ExecutionChart } from './execution-chart.tsx'
import { ExecutionFilters } from './execution-filters.tsx'
import { ExecutionRows } from './execution-rows.tsx'
import { isFiltered, parseFilters, printFilters, type Filters } from './filters.ts'
import { useExecutions } from './use-executions.ts'

/** The live list of executions. */
export function ExecutionsPage() {
  const [search, setSearch] = useSearchParams()
  const filters = parseFilters(search)
  const [settled] = useDebouncedValue(search.toString(), 250)
  const list = useExecutions(useMemo(() => parseFilters(new URLSearchParams(settled)), [settled]))
  const change = (next: Filters) => setSearch(printFilters(next), { replace: true })

  return (
    <Page title={executionTexts.title} width="full">
      <ExecutionFilters filters={filters} onChange={change} />
      {isCountable(filters) ? (
        <ExecutionChart
          filters={filters}
          onChoose={(stretch) => change({ ...filters, stretch, time: 'any' })}
        />
      ) : null}
      <VisuallyHidden role="status" aria-live="polite">
        {list.arrived > 0 ? executionTexts.changed(list.arrived) : ''}
      </VisuallyHidden>
      {list.isPending ? <RowsSkeleton rows={10} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.rows.length === 0 ? (
        <NothingHere isFilteredList={isFiltered(filters)} onClear={() => setSearch({}, { replace: true })} />
      ) : null}
      {list.rows.length === 0 ? null : (
        <Clock>
          <ExecutionRows
            rows={list.rows}
            hasMore={list.hasNextPage}
            isLoadingMore={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </Clock>
      )}
    </Page>
  )
}

/** Counting somebody's executions would mean to look at each; the list itself says how many those are. */
function isCountable({ who, text, eventId }: Filters): boolean {
  return who.trim() === '' && text.trim() === '' && eventId === null
}

function NothingHere({ isFilteredList, onClear }: { isFilteredList: boolean; onClear: () => void }) {
  if (isFilteredList) {
    return (
      <Empty
        icon={IconFilterOff}
        title={executionTexts.noMatchTitle}
        text={executionTexts.noMatchText}
        action={
          <Button variant="light" onClick={onClear}>
            {executionTexts.filters.clear}
          </Button>
        }
      />
    )
  }
  return (
    <Empty
      icon={IconHistory}
      title={executionTexts.emptyTitle}
      text={executionTexts.emptyText}
      action={
        <Group gap="sm" justify="center">
          <Button component={Link} to="/flows/import">
            {executionTexts.emptyAction}
          </Button>
          <Button component={Link} to="/okta" variant="light">
            {executionTexts.emptyOkta}
          </Button>
        </Group>
      }
    />
  )
}
