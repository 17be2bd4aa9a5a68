import { Autocomplete, NumberInput, Select, TagsInput, Text } from '@mantine/core'
import type { Comparison } from '@keyway/engine'
import { conditionTexts as texts } from '../texts/conditions.ts'
import { toCopyText } from '../values/preview.ts'
import { adapt, controlFor, toNumber } from './comparison-value.ts'
import { useEditing } from './condition-editing.ts'
import { literalOf, withLiteral, type Place } from './condition-tree.ts'
import { operatorsFor, type EventField } from './event-fields.ts'
import classes from './trigger.module.css'

export interface ComparisonFieldsProps {
  place: Place
  comparison: Comparison
}

/** Field, comparison and value; what is offered follows the kind of the field. */
export function ComparisonFields({ place, comparison }: ComparisonFieldsProps) {
  const { fields, change } = useEditing()
  const { field = '', is, type } = comparison
  const known = fields.find(({ path }) => path === field.trim())
  const kind = known?.kind ?? 'any'
  const right = literalOf(comparison) ?? ''
  const chosen = operatorsFor(kind, is)
  return (
    <div className={classes['comparison']}>
      <FieldPicker
        field={field}
        fields={fields}
        place={place}
        onChange={(path) => {
          const next = fields.find((candidate) => candidate.path === path)?.kind ?? 'any'
          change(place, adapt({ ...comparison, field: path }, { kind: next, right }))
        }}
      />
      <Select
        label={texts.operator}
        data={chosen}
        value={is}
        onChange={(value) => {
          const next = chosen.find((operator) => operator === value) ?? is
          change(place, adapt({ ...comparison, is: next }, { kind, right }))
        }}
        allowDeselect={false}
      />
      <ValueInput comparison={comparison} known={known} onChange={(changed) => change(place, changed)} />
      {type === undefined || type === 'date' ? null : (
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.comparedAs(type)}
        </Text>
      )}
    </div>
  )
}

interface FieldPickerProps {
  field: string
  fields: readonly EventField[]
  place: Place
  onChange: (path: string) => void
}

function FieldPicker({ field, fields, place, onChange }: FieldPickerProps) {
  const byPath = new Map(fields.map((known) => [known.path, known]))
  return (
    <Autocomplete
      label={texts.field}
      placeholder={texts.fieldPlaceholder}
      data={[...byPath.keys()]}
      value={field}
      onChange={onChange}
      maxLength={500}
      limit={100}
      data-first={place.join('.')}
      comboboxProps={{ shadow: 'md', width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => {
        const known = byPath.get(option.value)
        const example = known?.examples[0]
        const hint = texts.fieldHint(known?.title ?? null, example === undefined ? null : String(example))
        return (
          <div className={classes['fieldOption']}>
            <span>{option.value}</span>
            <Text component="span" size="xs" c="var(--kw-text-soft)" truncate>
              {hint}
            </Text>
          </div>
        )
      }}
    />
  )
}

interface ValueInputProps {
  comparison: Comparison
  known: EventField | undefined
  onChange: (comparison: Comparison) => void
}

function ValueInput({ comparison, known, onChange }: ValueInputProps) {
  const right = literalOf(comparison) ?? ''
  const kind = known?.kind ?? 'any'
  const examples = (known?.examples ?? []).map(String)
  switch (controlFor(kind, comparison.is, right)) {
    case 'none':
      return <span />
    case 'list': {
      const items = Array.isArray(right) ? right.map(String) : []
      return (
        <TagsInput
          label={texts.value}
          placeholder={items.length === 0 ? texts.listPlaceholder : ''}
          data={examples}
          value={items}
          onChange={(values) =>
            onChange(withLiteral(comparison, kind === 'number' ? values.map(toNumber) : values))
          }
          acceptValueOnBlur
        />
      )
    }
    case 'number':
      return (
        <NumberInput
          label={texts.value}
          value={typeof right === 'number' ? right : ''}
          onChange={(value) => onChange(withLiteral(comparison, value))}
        />
      )
    case 'boolean':
      return (
        <Select
          label={texts.value}
          data={(['true', 'false'] as const).map((value) => ({ value, label: texts.values[value] }))}
          value={String(right === true || right === 'true')}
          onChange={(value) => onChange(withLiteral(comparison, value === 'true'))}
          allowDeselect={false}
        />
      )
    case 'text':
      return (
        <Autocomplete
          label={texts.value}
          data={examples}
          value={toCopyText(right)}
          onChange={(value) => onChange(withLiteral(comparison, value))}
          maxLength={2_000}
        />
      )
  }
}
