import { Checkbox, Radio, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import type { DelegatedForm, DelegatedTrigger, FormInput } from '@keyway/engine'
import { wayTexts as texts } from '../texts/ways-in.ts'
import { InputsEditor } from './inputs-editor.tsx'
import classes from './trigger.module.css'

const accesses = ['signed-in', 'link'] as const

export interface DelegatedFieldsProps {
  trigger: DelegatedTrigger
  /** Name of the flow, which is the title of the page. */
  title: string
  onChange: (trigger: DelegatedTrigger) => void
}

/** The page that a person fills in: who may open it, what it says, and what it asks for. */
export function DelegatedFields({ trigger, title, onChange }: DelegatedFieldsProps) {
  const form: DelegatedForm = trigger.form ?? { access: 'signed-in' }
  const { people: _, ...everybody } = form
  const inputs = trigger.inputs ?? []
  const change = (changed: DelegatedForm) => onChange({ ...trigger, form: changed })
  const changeText = (key: 'lead' | 'confirmation', text: string) => {
    const { [key]: __, ...others } = form
    change(text === '' ? others : { ...others, [key]: text })
  }
  return (
    <Stack gap="md">
      <Radio.Group
        label={texts.access}
        value={form.access}
        onChange={(value) =>
          change(value === 'link' ? { ...everybody, access: 'link' } : { ...form, access: 'signed-in' })
        }
      >
        <Stack gap="xs" mt={6}>
          {accesses.map((access) => (
            <Radio key={access} value={access} label={texts.accesses[access]} />
          ))}
        </Stack>
      </Radio.Group>
      {form.access === 'signed-in' ? (
        <TagsInput
          label={texts.people}
          description={texts.peopleHelp}
          placeholder={form.people === undefined ? texts.peoplePlaceholder : ''}
          value={form.people ?? []}
          onChange={(people) => change(people.length === 0 ? everybody : { ...form, people })}
          splitChars={[',', ' ']}
          maxTags={500}
          acceptValueOnBlur
        />
      ) : null}
      <Textarea
        label={texts.lead}
        value={form.lead ?? ''}
        onChange={({ currentTarget }) => changeText('lead', currentTarget.value)}
        maxLength={5_000}
        autosize
        maxRows={8}
      />
      <Textarea
        label={texts.confirmation}
        placeholder={texts.confirmationDefault}
        value={form.confirmation ?? ''}
        onChange={({ currentTarget }) => changeText('confirmation', currentTarget.value)}
        maxLength={5_000}
        autosize
        maxRows={8}
      />
      <InputsEditor
        inputs={inputs}
        use="form"
        onChange={(changed) => onChange({ ...trigger, inputs: changed })}
      />
      <PagePreview title={title} lead={form.lead} inputs={inputs} />
    </Stack>
  )
}

interface PagePreviewProps {
  title: string
  lead: string | undefined
  inputs: readonly FormInput[]
}

/** The page as people will see it. Nothing of it can be sent from here. */
function PagePreview({ title, lead, inputs }: PagePreviewProps) {
  return (
    <section aria-label={texts.preview}>
      <Text size="sm" fw={560} mb={6}>
        {texts.preview}
      </Text>
      <div className={classes['page']}>
        <Text fw={700} size="lg">
          {title}
        </Text>
        {lead === undefined ? null : (
          <Text size="sm" c="var(--kw-text-soft)" style={{ whiteSpace: 'pre-line' }}>
            {lead}
          </Text>
        )}
        {inputs.map((input, at) => (
          <PreviewField key={at} input={input} />
        ))}
        <span className={classes['send']}>{texts.send}</span>
      </div>
    </section>
  )
}

function PreviewField({
  input: { key, title, type = 'text', required = false, options },
}: {
  input: FormInput
}) {
  const label = title ?? key
  if (type === 'boolean') return <Checkbox label={label} readOnly checked={false} />
  if (options !== undefined)
    return <Select label={label} data={[...new Set(options)]} withAsterisk={required} placeholder=" " />
  return (
    <TextInput
      label={label}
      type={type === 'number' ? 'number' : type === 'date' ? 'date' : 'text'}
      withAsterisk={required}
      readOnly
    />
  )
}
