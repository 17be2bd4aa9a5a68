import { Button, CloseButton, Group, Pill, Select, Switch, TextInput } from '@mantine/core'
import { IconSearch, IconUser } from '@tabler/icons-react'
import { executions, flows } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { executionTexts } from '../texts/executions.ts'
import { isFiltered, noFilters, type Filters, type TimeRange } from './filters.ts'
import classes from './executions.module.css'

export interface ExecutionFiltersProps {
  filters: Filters
  onChange: (filters: Filters) => void
}

const ranges: readonly TimeRange[] = ['any', 'hour', 'day', 'week', 'month']

/** Text, person, flow, status, time, helper flows. */
export function ExecutionFilters({ filters, onChange }: ExecutionFiltersProps) {
  const list = useAnswer(flows.listFlows)
  const texts = executionTexts.filters
  return (
    <search aria-label={texts.label} className={classes['filters']}>
      <TextInput
        aria-label={texts.text}
        placeholder={texts.textPlaceholder}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filters.text}
        onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
        w={180}
      />
      <TextInput
        aria-label={texts.who}
        placeholder={texts.whoPlaceholder}
        leftSection={<IconUser size={16} aria-hidden />}
        value={filters.who}
        onChange={(event) => onChange({ ...filters, who: event.currentTarget.value })}
        w={190}
      />
      <Select
        aria-label={texts.flow}
        placeholder={texts.anyFlow}
        data={(list.data?.items ?? []).map((flow) => ({ value: flow.id, label: flow.name }))}
        value={filters.flowId}
        onChange={(flowId) => onChange({ ...filters, flowId })}
        searchable
        clearable
        w={190}
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
        w={140}
      />
      <Select
        aria-label={texts.time}
        data={ranges.map((value) => ({ value, label: texts.times[value] }))}
        value={filters.time}
        onChange={(value) =>
          onChange({ ...filters, stretch: null, time: ranges.find((known) => known === value) ?? 'any' })
        }
        allowDeselect={false}
        w={140}
      />
      <Switch
        label={texts.helpers}
        checked={filters.hasChildren}
        onChange={(event) => onChange({ ...filters, hasChildren: event.currentTarget.checked })}
      />
      <Group gap="xs" ml="auto" miw={0}>
        {filters.stretch === null ? null : (
          <Pill size="md" maw="100%">
            {texts.between(filters.stretch.from, filters.stretch.to)}
            <CloseButton
              size="xs"
              aria-label={texts.clearTime}
              onClick={() => onChange({ ...filters, stretch: null })}
            />
          </Pill>
        )}
        {filters.eventId === null ? null : (
          <Pill size="md" maw="100%">
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
            onClick={() => onChange({ ...noFilters, hasChildren: filters.hasChildren })}
          >
            {texts.clear}
          </Button>
        ) : null}
      </Group>
    </search>
  )
}
