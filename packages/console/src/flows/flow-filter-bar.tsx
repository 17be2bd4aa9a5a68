import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { flowUsesTexts } from '../texts/flow-uses.ts'
import { flowStates, printFlowFilters, type FlowFilters } from './flow-filters.ts'
import type { FlowSummary } from './flows-page.tsx'
import classes from './flows.module.css'

const texts = flowUsesTexts.filters

export interface FlowFilterBarProps {
  flows: readonly FlowSummary[]
  filters: FlowFilters
  onChange: (filters: FlowFilters) => void
}

/** Words, state, tag, owner. Tags and owners are those that flows have. */
export function FlowFilterBar({ flows, filters, onChange }: FlowFilterBarProps) {
  const tags = [...new Set(flows.flatMap((flow) => flow.tags))].toSorted()
  const owners = [...new Set(flows.flatMap(({ owner }) => owner ?? []))].toSorted()
  return (
    <search aria-label={texts.label} className={classes['filters']}>
      <TextInput
        aria-label={texts.search}
        placeholder={texts.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filters.text}
        onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
        w={260}
      />
      <Select
        aria-label={texts.state}
        data={flowStates.map((value) => ({ value, label: texts.states[value] }))}
        value={filters.state}
        onChange={(value) =>
          onChange({ ...filters, state: flowStates.find((known) => known === value) ?? 'any' })
        }
        allowDeselect={false}
        w={190}
      />
      {tags.length === 0 ? null : (
        <Select
          aria-label={texts.tag}
          placeholder={texts.anyTag}
          data={tags}
          value={filters.tag}
          onChange={(tag) => onChange({ ...filters, tag })}
          searchable
          clearable
          w={150}
        />
      )}
      {owners.length === 0 ? null : (
        <Select
          aria-label={texts.owner}
          placeholder={texts.anyOwner}
          data={owners}
          value={filters.owner}
          onChange={(owner) => onChange({ ...filters, owner })}
          searchable
          clearable
          w={190}
        />
      )}
      {printFlowFilters(filters).size === 0 ? null : (
        <Button variant="subtle" onClick={() => onChange({ text: '', state: 'any', tag: null, owner: null })}>
          {texts.clear}
        </Button>
      )}
    </search>
  )
}
