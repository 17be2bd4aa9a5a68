import { ActionIcon, Autocomplete, Button, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMemo } from 'react'
import { catalog } from '@keyway/api'
import { compileOktaFilter, OktaFilterError } from '@keyway/engine'
import { useAnswer } from '../app/requests.ts'
import { ConditionLines } from '../strip/condition-lines.tsx'
import { toConditionLines } from '../strip/conditions.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { joins, listed, oneSided, type ComparisonIs, type Row, type TriggerDraft } from './trigger-draft.ts'
import classes from './trigger.module.css'

const comparisons: readonly ComparisonIs[] = [
  'equal to',
  'not equal to',
  'one of',
  'contains',
  'starts with',
  'ends with',
  'greater than',
  'less than',
  'is empty',
  'is not empty',
]

export interface ConditionFormProps {
  draft: TriggerDraft
  onChange: (draft: TriggerDraft) => void
}

/** Comparisons over the fields of the event, and a filter as Okta writes it. */
export function ConditionForm({ draft, onChange }: ConditionFormProps) {
  const { rows, filter, kept } = draft
  const fields = useFields(draft.event)
  const changeRow = (at: number, row: Row) =>
    onChange({ ...draft, rows: rows.map((known, index) => (index === at ? row : known)) })
  return (
    <Stack gap="sm">
      {rows.length > 1 || draft.join === 'none' ? (
        <Select
          label={triggerTexts.join}
          data={joins.map((join) => ({ value: join, label: triggerTexts.joins[join] }))}
          value={draft.join}
          onChange={(value) => onChange({ ...draft, join: joins.find((join) => join === value) ?? 'all' })}
          allowDeselect={false}
          maw={260}
        />
      ) : null}
      {rows.map((row, index) => (
        <ComparisonRow
          // Rows have no identity but their place.
          key={index}
          row={row}
          position={index + 1}
          fields={fields}
          onChange={(changed) => changeRow(index, changed)}
          onRemove={() => onChange({ ...draft, rows: rows.filter((_, at) => at !== index) })}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange({ ...draft, rows: [...rows, { field: '', is: 'equal to', value: '' }] })}
        style={{ alignSelf: 'start' }}
      >
        {triggerTexts.addComparison}
      </Button>
      {draft.event.startsWith('okta.') ? (
        <Textarea
          label={triggerTexts.filter}
          description={triggerTexts.filterHelp}
          value={filter}
          onChange={({ currentTarget }) => onChange({ ...draft, filter: currentTarget.value })}
          error={faultOf(filter)}
          maxLength={10_000}
          autosize
          minRows={2}
          maxRows={8}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
        />
      ) : null}
      {kept === null ? null : (
        <div>
          <Text size="sm" fw={560}>
            {triggerTexts.kept}
          </Text>
          <Text size="xs" c="var(--kw-text-soft)">
            {triggerTexts.keptHelp}
          </Text>
          <ConditionLines lines={toConditionLines(kept)} />
        </div>
      )}
    </Stack>
  )
}

/** Why a filter cannot be read; null where it can. */
export function faultOf(filter: string): string | null {
  if (filter.trim() === '') return null
  try {
    compileOktaFilter(filter.trim())
    return null
  } catch (error) {
    if (error instanceof OktaFilterError) return error.message
    throw error
  }
}

interface ComparisonRowProps {
  row: Row
  position: number
  fields: readonly string[]
  onChange: (row: Row) => void
  onRemove: () => void
}

function ComparisonRow({ row, position, fields, onChange, onRemove }: ComparisonRowProps) {
  const operators = comparisons.includes(row.is) ? comparisons : [...comparisons, row.is]
  return (
    <div className={classes['row']} role="group" aria-label={`${triggerTexts.conditions} ${position}`}>
      <Autocomplete
        label={triggerTexts.field}
        data={fields}
        value={row.field}
        onChange={(field) => onChange({ ...row, field })}
        maxLength={500}
        limit={100}
      />
      <Select
        label={triggerTexts.operator}
        data={operators}
        value={row.is}
        onChange={(value) => onChange({ ...row, is: operators.find((known) => known === value) ?? row.is })}
        allowDeselect={false}
      />
      {oneSided.includes(row.is) ? (
        <span />
      ) : (
        <TextInput
          label={triggerTexts.value}
          placeholder={listed.includes(row.is) ? triggerTexts.listHelp : ''}
          value={row.value}
          onChange={({ currentTarget }) => onChange({ ...row, value: currentTarget.value })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={triggerTexts.removeComparison(position)}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}

/** Paths of the values that come with an event, without their root. */
function useFields(event: string): string[] {
  const { data } = useAnswer(catalog.getCatalog)
  return useMemo(() => {
    const connector = data?.connectors.find(({ id }) => event.startsWith(`${id}.`))
    const type = event.slice((connector?.id.length ?? 0) + 1)
    const declared =
      connector?.events.find(({ id, types }) => id === event || types.includes(type)) ??
      connector?.events.find(({ types }) => types.length === 0)
    const paths = (declared?.fields ?? [])
      .filter((field) => field.type !== 'object' && field.reference.startsWith('trigger.'))
      .map(({ reference }) => reference.slice('trigger.'.length))
    return [...new Set(paths)]
  }, [data, event])
}
