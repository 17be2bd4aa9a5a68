import { Checkbox, Group, Select, Stack } from '@mantine/core'
import { sources, tables } from '@keyway/api'
import type { SourceTrigger, TableChange, TableTrigger } from '@keyway/engine'
import { useAnswer } from '../app/requests.ts'
import { wayTexts as texts } from '../texts/ways-in.ts'

export interface SourceFieldsProps {
  trigger: SourceTrigger
  onChange: (trigger: SourceTrigger) => void
}

/** Which source starts a flow, and with which of its types. */
export function SourceFields({ trigger, onChange }: SourceFieldsProps) {
  const { data } = useAnswer(sources.listSources)
  const items = data?.items ?? []
  const types = items.find(({ name }) => name === trigger.source)?.types ?? []
  const { type, ...anyType } = trigger
  return (
    <Group gap="md" align="flex-start" grow>
      <Select
        label={texts.source}
        description={items.length === 0 ? texts.noSources : texts.sourceHelp}
        data={withPresent(
          items.map(({ name }) => name),
          trigger.source,
        )}
        value={trigger.source === '' ? null : trigger.source}
        onChange={(source) => onChange({ ...anyType, source: source ?? '' })}
        allowDeselect={false}
        searchable
      />
      <Select
        label={texts.type}
        description={texts.anyType}
        data={withPresent(types, type ?? '')}
        value={type ?? null}
        onChange={(value) => onChange(value === null ? anyType : { ...trigger, type: value })}
        placeholder={texts.anyType}
        clearable
        searchable
      />
    </Group>
  )
}

const changes = ['added', 'changed', 'removed'] as const

export interface TableFieldsProps {
  trigger: TableTrigger
  onChange: (trigger: TableTrigger) => void
}

/** Which table, and which changes of its rows. */
export function TableFields({ trigger, onChange }: TableFieldsProps) {
  const { data } = useAnswer(tables.listTables)
  const items = data?.items ?? []
  const { on = changes, ...always } = trigger
  const chosen = items.find(({ id, name }) => id === trigger.table || name === trigger.table)
  const choose = (values: readonly string[]) => {
    const wanted: TableChange[] = changes.filter((change) => values.includes(change))
    // Without a choice it is all of them.
    onChange(wanted.length === changes.length || wanted.length === 0 ? always : { ...always, on: wanted })
  }
  return (
    <Stack gap="md">
      <Select
        label={texts.table}
        description={items.length === 0 ? texts.noTables : null}
        data={withPresent(
          items.map(({ name }) => name),
          chosen?.name ?? trigger.table,
        )}
        value={trigger.table === '' ? null : (chosen?.name ?? trigger.table)}
        onChange={(table) => onChange({ ...trigger, table: table ?? '' })}
        allowDeselect={false}
        searchable
        maw={440}
      />
      <Checkbox.Group label={texts.changes} value={[...on]} onChange={choose}>
        <Group gap="md" mt={6}>
          {changes.map((change) => (
            <Checkbox key={change} value={change} label={texts.change[change]} />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  )
}

/** What a flow names stays there to be seen, even if it is not here (yet). */
function withPresent(known: readonly string[], present: string): string[] {
  return present === '' || known.includes(present) ? [...known] : [present, ...known]
}
