import { ActionIcon, Button, Checkbox, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { FormInput } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import { wayTexts as texts } from '../texts/ways-in.ts'
import classes from './trigger.module.css'

const formTypes: readonly ValueType[] = ['text', 'number', 'boolean', 'date']
const callTypes: readonly ValueType[] = [...formTypes, 'object', 'any']

export interface InputsEditorProps {
  inputs: readonly FormInput[]
  /** `form`: a person fills them in on a page. `call`: another flow, or somebody in the console, gives them. */
  use: 'form' | 'call'
  onChange: (inputs: FormInput[]) => void
}

/** The values that whoever starts a flow gives. */
export function InputsEditor({ inputs, use, onChange }: InputsEditorProps) {
  const change = (at: number, input: FormInput) => onChange(inputs.with(at, input))
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={560}>
          {texts.inputs}
        </Text>
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.inputsHelp}
        </Text>
      </div>
      {inputs.map((input, at) => (
        <InputRow
          // Inputs have no identity but their place: their names are being typed.
          key={at}
          input={input}
          position={at + 1}
          use={use}
          onChange={(changed) => change(at, changed)}
          onUp={at === 0 ? null : () => onChange(swapped(inputs, at))}
          onRemove={() => onChange(inputs.toSpliced(at, 1))}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...inputs, { key: '' }])}
        style={{ alignSelf: 'start' }}
      >
        {texts.addInput}
      </Button>
    </Stack>
  )
}

function swapped(inputs: readonly FormInput[], at: number): FormInput[] {
  const [before, moved] = [inputs[at - 1], inputs[at]]
  return before === undefined || moved === undefined
    ? [...inputs]
    : inputs.with(at - 1, moved).with(at, before)
}

interface InputRowProps {
  input: FormInput
  position: number
  use: 'form' | 'call'
  onChange: (input: FormInput) => void
  onUp: (() => void) | null
  onRemove: () => void
}

function InputRow({ input, position, use, onChange, onUp, onRemove }: InputRowProps) {
  const { key, title, type = 'text' } = input
  const { title: _, ...untitled } = input
  const offered = use === 'form' ? formTypes : callTypes
  const types = offered.includes(type) ? offered : [...offered, type]
  const name = title ?? (key === '' ? String(position) : key)
  return (
    <div
      className={classes['inputRow']}
      data-wide={use === 'form'}
      role="group"
      aria-label={texts.input(position)}
    >
      <TextInput
        label={texts.key}
        value={key}
        onChange={({ currentTarget }) => onChange({ ...input, key: currentTarget.value.trim() })}
        maxLength={200}
        required
        autoComplete="off"
        spellCheck={false}
      />
      <TextInput
        label={texts.title}
        value={title ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === '' ? untitled : { ...input, title: value })
        }
        maxLength={300}
      />
      <Select
        label={texts.inputType}
        data={types.map((value) => ({ value, label: texts.inputTypes[value] ?? value }))}
        value={type}
        onChange={(value) => onChange({ ...input, type: types.find((known) => known === value) ?? type })}
        allowDeselect={false}
      />
      <Group gap={2} wrap="nowrap">
        {onUp === null ? null : (
          <ActionIcon size={36} aria-label={texts.moveInput(name)} onClick={onUp}>
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon size={36} aria-label={texts.removeInput(name)} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {use === 'form' && type !== 'boolean' ? <FormPart input={input} onChange={onChange} /> : null}
    </div>
  )
}

/** What only a field on a page has. */
function FormPart({ input, onChange }: Pick<InputRowProps, 'input' | 'onChange'>) {
  const { options, ...open } = input
  const { required, ...optional } = input
  return (
    <div className={classes['wide']}>
      <Stack gap="xs">
        {(input.type ?? 'text') === 'text' ? (
          <TagsInput
            label={texts.options}
            description={texts.optionsHelp}
            value={options ?? []}
            onChange={(values) => onChange(values.length === 0 ? open : { ...input, options: values })}
            maxTags={200}
            acceptValueOnBlur
          />
        ) : null}
        <Checkbox
          label={texts.required}
          checked={required === true}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.checked ? { ...input, required: true } : optional)
          }
        />
      </Stack>
    </div>
  )
}
