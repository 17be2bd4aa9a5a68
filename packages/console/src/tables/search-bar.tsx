import { Button, Group, Select, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { tableTexts } from '../texts/tables.ts'
import type { TableOf } from './table-of.ts'

export interface TableSearch {
  column: string
  operator: (typeof operators)[number]
  value: string
}

const operators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'starts with',
  'ends with',
  'is empty',
  'is not empty',
] as const

export interface SearchBarProps {
  table: TableOf
  search: TableSearch | null
  onSearch: (search: TableSearch | null) => void
}

/** One condition on one column; text is compared as it is written, the other types by their value. */
export function SearchBar({ table, search, onSearch }: SearchBarProps) {
  const [draft, setDraft] = useState<TableSearch>(
    search ?? { column: table.columns[0]?.name ?? '', operator: 'contains', value: '' },
  )
  const needsValue = !draft.operator.startsWith('is ')
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onSearch(draft)
  }
  return (
    <form onSubmit={submit} role="search">
      <Group gap="xs" align="end" mb="md">
        <Select
          label={tableTexts.searchColumn}
          data={table.columns.map(({ name }) => name)}
          value={draft.column}
          onChange={(column) => setDraft({ ...draft, column: column ?? draft.column })}
          allowDeselect={false}
          w={180}
        />
        <Select
          label={tableTexts.operator}
          data={operators}
          value={draft.operator}
          onChange={(value) =>
            setDraft({ ...draft, operator: operators.find((known) => known === value) ?? draft.operator })
          }
          allowDeselect={false}
          w={140}
        />
        {needsValue ? (
          <TextInput
            label={tableTexts.searchValue}
            value={draft.value}
            onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
            w={220}
          />
        ) : null}
        <Button type="submit" variant="default">
          {tableTexts.search}
        </Button>
        {search === null ? null : (
          <Button variant="subtle" onClick={() => onSearch(null)}>
            {tableTexts.clearSearch}
          </Button>
        )}
      </Group>
    </form>
  )
}
