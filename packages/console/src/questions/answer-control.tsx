import { Group, NumberInput, Radio, Select, TextInput } from '@mantine/core'
import { questionTexts } from '../texts/questions.ts'
import type { AnswerField } from './answer-fields.ts'

export interface AnswerControlProps {
  field: AnswerField
  value: string
  error: string | null
  onChange: (value: string) => void
}

/** The control for one field of a form, by its type. */
export function AnswerControl(props: AnswerControlProps) {
  return (
    <div data-field={props.field.key}>
      <Control {...props} />
    </div>
  )
}

function Control({ field, value, error, onChange }: AnswerControlProps) {
  const { title, key, type = 'text', required = false, options } = field
  const shared = { label: title ?? key, error, withAsterisk: required, required, value }
  if (options !== undefined) {
    return (
      <Select
        {...shared}
        value={value === '' ? null : value}
        data={options}
        onChange={(chosen) => onChange(chosen ?? '')}
        placeholder={questionTexts.noAnswer}
        clearable={!required}
        searchable={options.length > 12}
      />
    )
  }
  switch (type) {
    case 'boolean':
      // A switch would answer "no" for whoever overlooks it.
      return (
        <Radio.Group {...shared} onChange={onChange}>
          <Group gap="lg" mt={4}>
            <Radio value="true" label={questionTexts.yes} />
            <Radio value="false" label={questionTexts.no} />
          </Group>
        </Radio.Group>
      )
    case 'number':
      return <NumberInput {...shared} onChange={(number) => onChange(String(number))} hideControls />
    case 'date':
      return <TextInput {...shared} type="date" onChange={(event) => onChange(event.currentTarget.value)} />
    case 'text':
      return <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}
