import { Button, CloseButton, Group, Pill, Select, Switch } from '@mantine/core'
import { executions, flows } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { executionTexts } from '../texts/executions.ts'
import { isFiltered, type Filters, type TimeRange } from './filters.ts'
import classes from './executions.module.css'

export interface ExecutionFiltersProps {
  filters: Filters
  onChange: (filters: Filters) => void
}

const ranges: readonly TimeRange[] = ['any', 'hour', 'day', 'week', 'month']

/** Flow, status, time, helper flows. */
export function ExecutionFilters({ filters, onChange }: ExecutionFiltersProps) {
  const list = useAnswer(flows.listFlows)
  const texts = executionTexts.filters
  return (
    <search aria-label={texts.label} className={classes['filters']}>
      <Select
        aria-label={texts.flow}
        placeholder={texts.anyFlow}
        data={(list.data?.items ?? []).map((flow) => ({ value: flow.id, label: flow.name }))}
        value={filters.flowId}
        onChange={(flowId) => onChange({ ...filters, flowId })}
        searchable
        clearable
        w={230}
      />
      <Select
        aria-label={texts.status}
        placeholder={texts.anyStatus}
        data={executions.executionStatuses.map((value) => ({ value, label: executionTexts.statuses[value] }))}
        value={filters.status}
        onChange={(value) =>
          onChange({
            ...filters,
            status: executions.executionStatuses.find((known) => known === value) ?? null,
          })
        }
        clearable
        w={150}
      />
      <Select
        aria-label={texts.time}
        data={ranges.map((value) => ({ value, label: texts.times[value] }))}
        value={filters.time}
        onChange={(value) => onChange({ ...filters, time: ranges.find((known) => known === value) ?? 'any' })}
        allowDeselect={false}
        w={150}
      />
      <Switch
        label={texts.helpers}
        checked={filters.hasChildren}
        onChange={(event) => onChange({ ...filters, hasChildren: event.currentTarget.checked })}
      />
      <Group gap="xs" ml="auto">
        {filters.eventId === null ? null : (
          <Pill size="md">
            {texts.event(filters.eventId)}
            <CloseButton
              size="xs"
              aria-label={texts.clear}
              onClick={() => onChange({ ...filters, eventId: null })}
            />
          </Pill>
        )}
        {isFiltered(filters) ? (
          <Button
            variant="subtle"
            onClick={() => onChange({ ...filters, flowId: null, status: null, time: 'any', eventId: null })}
          >
            {texts.clear}
          </Button>
        ) : null}
      </Group>
    </search>
  )
}
