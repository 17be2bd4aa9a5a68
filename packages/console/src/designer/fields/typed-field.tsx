import { NumberInput, Select } from '@mantine/core'
import type { Json } from '@keyway/sdk'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { isObject } from '../../values/kind.ts'
import { toCopyText } from '../../values/preview.ts'
import { DateField } from './date-field.tsx'
import type { FieldKind } from './field-kinds.ts'
import type { SharedProps } from './field-props.ts'

export interface TypedProps {
  kind: FieldKind
  schema: { [key: string]: Json }
  constant: Json | undefined
  shared: SharedProps
  name: string
}

/** A constant of one type, typed in place. */
export function TypedField({ kind, schema, constant, shared, name }: TypedProps) {
  const { label, description, error, onChange } = shared
  const words = { label, description, error }
  if (kind === 'number') {
    return (
      <NumberInput
        {...words}
        aria-label={name}
        value={typeof constant === 'number' || typeof constant === 'string' ? constant : ''}
        onChange={(next) => onChange(next === '' ? undefined : next)}
      />
    )
  }
  if (kind === 'boolean') {
    return (
      <Select
        {...words}
        aria-label={name}
        data={[
          { value: 'true', label: fieldTexts.true },
          { value: 'false', label: fieldTexts.false },
        ]}
        placeholder={
          schema['default'] === undefined
            ? fieldTexts.notSet
            : fieldTexts.defaultIs(toCopyText(schema['default']))
        }
        value={constant === undefined ? null : toCopyText(constant)}
        onChange={(next) => onChange(next === null ? undefined : next === 'true')}
        clearable
      />
    )
  }
  if (kind === 'date') return <DateField {...shared} name={name} constant={constant} />
  const choices = Array.isArray(schema['enum']) ? schema['enum'] : []
  const labels = isObject(schema['x-labels']) ? schema['x-labels'] : {}
  const chosen = choices.find((choice) => choice === constant)
  return (
    <Select
      {...words}
      aria-label={name}
      data={choices.map((choice) => {
        const said = labels[toCopyText(choice)]
        return { value: toCopyText(choice), label: typeof said === 'string' ? said : toCopyText(choice) }
      })}
      placeholder={
        schema['default'] === undefined
          ? fieldTexts.notSet
          : fieldTexts.defaultIs(toCopyText(schema['default']))
      }
      value={chosen === undefined ? null : toCopyText(chosen)}
      onChange={(next) => onChange(choices.find((choice) => toCopyText(choice) === next))}
      error={
        error ??
        (constant !== undefined && chosen === undefined ? fieldTexts.noChoice(toCopyText(constant)) : null)
      }
      searchable={choices.length > 8}
      clearable
    />
  )
}
