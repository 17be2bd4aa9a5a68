import {
  Badge,
  Group,
  JsonInput,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { Json } from '@keyway/sdk'
import { formTexts } from '../texts/form.ts'
import { parseJson } from '../values/parse-json.ts'
import { toCopyText } from '../values/preview.ts'
import { shownFields, type FormField, type FormValues } from './form-fields.ts'

export interface SchemaFormProps {
  fields: readonly FormField[]
  values: FormValues
  /** Secret fields that have a value on the server; their inputs stay empty. */
  secretsSet: readonly string[]
  /** Messages by field name. */
  errors: Readonly<Record<string, string>>
  onChange: (values: FormValues) => void
}

/** A form from a JSON Schema, one control for each field that the values call for. */
export function SchemaForm({ fields, values, secretsSet, errors, onChange }: SchemaFormProps) {
  return (
    <Stack gap="md">
      {shownFields(fields, values).map((field) => (
        <Control
          key={field.name}
          field={field}
          value={values[field.name]}
          isSet={secretsSet.includes(field.name)}
          error={errors[field.name] ?? null}
          onChange={(value) => onChange({ ...values, [field.name]: value })}
        />
      ))}
    </Stack>
  )
}

interface ControlProps {
  field: FormField
  value: Json | undefined
  isSet: boolean
  error: string | null
  onChange: (value: Json) => void
}

function Control({ field, value, isSet, error, onChange }: ControlProps) {
  const shared = {
    label: field.title,
    description: field.description,
    placeholder: field.placeholder ?? '',
    error,
    withAsterisk: field.isRequired,
  }
  const text = value === undefined || value === null ? '' : toCopyText(value)
  switch (field.control) {
    case 'secret':
      return (
        <PasswordInput
          {...shared}
          label={
            <Group gap={8} component="span" display="inline-flex">
              {field.title}
              {isSet ? (
                <Badge size="sm" color="green" variant="light">
                  {formTexts.secretSet}
                </Badge>
              ) : null}
            </Group>
          }
          placeholder={isSet ? formTexts.secretKeep : (field.placeholder ?? '')}
          withAsterisk={field.isRequired && !isSet}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          autoComplete="new-password"
        />
      )
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.choices.map((choice) => ({ value: choice, label: field.labels[choice] ?? choice }))}
          value={text === '' ? null : text}
          onChange={(chosen) => onChange(chosen ?? '')}
          clearable={!field.isRequired && field.default === undefined}
        />
      )
    case 'boolean':
      return (
        <Switch
          label={field.title}
          description={field.description}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'number':
      return <NumberInput {...shared} value={typeof value === 'number' ? value : ''} onChange={onChange} />
    case 'json':
      return <JsonControl shared={shared} value={value} onChange={onChange} />
    case 'multiline':
      return (
        <Textarea
          {...shared}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={12}
        />
      )
    case 'text':
      return <TextInput {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}

interface JsonControlProps {
  shared: { label: string; description: string | null; placeholder: string; error: string | null }
  value: Json | undefined
  onChange: (value: Json) => void
}

/** Text that is not JSON yet travels as text; the server then says what it expected. */
function JsonControl({ shared, value, onChange }: JsonControlProps) {
  return (
    <JsonInput
      {...shared}
      value={value === undefined ? '' : toCopyText(value)}
      onChange={(text) => onChange(parseJson(text) ?? text)}
      validationError={formTexts.notJson}
      autosize
      minRows={3}
    />
  )
}
