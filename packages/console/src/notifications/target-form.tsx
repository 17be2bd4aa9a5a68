import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMemo, useState, type SyntheticEvent } from 'react'
import { connections } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import {
  defaultValues,
  missingFields,
  shownFields,
  toFormFields,
  toSentValues,
  type FormValues,
} from '../form/form-fields.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { formTexts } from '../texts/form.ts'
import { notificationTexts } from '../texts/notifications.ts'
import { Problem } from '../ui/problem.tsx'
import { connectorOf } from './target-kinds.ts'

export interface TargetFormProps {
  kind: string
  schema: JsonObject
  name: string
  onName: (name: string) => void
  start: FormValues
  secretsSet: readonly string[]
  action: string
  isBusy: boolean
  error: unknown
  onSend: (values: FormValues) => void
}

/** Name and the fields of a kind of target; a connection is chosen from those that there are. */
export function TargetForm(props: TargetFormProps) {
  const { kind, schema, name, secretsSet, error } = props
  const all = useMemo(() => toFormFields(schema), [schema])
  const fields = all.filter((field) => field.name !== 'connectionId')
  const [values, setValues] = useState<FormValues>(() => ({ ...defaultValues(all), ...props.start }))
  const [wasSent, setWasSent] = useState(false)
  const shown = shownFields(all, values)
  const missing = missingFields(shown, values, secretsSet)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setWasSent(true)
    if (name.trim() !== '' && missing.length === 0) props.onSend(toSentValues(shown, values))
  }
  const errors = wasSent ? Object.fromEntries(missing.map((field) => [field, formTexts.required])) : {}
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={560}>
        <TextInput
          label={notificationTexts.name}
          value={name}
          onChange={(event) => props.onName(event.currentTarget.value)}
          error={wasSent && name.trim() === '' ? formTexts.required : null}
          withAsterisk
          autoComplete="off"
        />
        {all.length === fields.length ? null : (
          <ConnectionSelect
            kind={kind}
            value={typeof values['connectionId'] === 'string' ? values['connectionId'] : null}
            error={errors['connectionId'] ?? null}
            onChange={(chosen) => setValues({ ...values, connectionId: chosen ?? '' })}
          />
        )}
        <SchemaForm
          fields={fields}
          values={values}
          secretsSet={secretsSet}
          errors={errors}
          onChange={setValues}
        />
        {error === null || error === undefined ? null : <Problem error={error} />}
        <Group>
          <Button type="submit" loading={props.isBusy}>
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface ConnectionSelectProps {
  kind: string
  value: string | null
  error: string | null
  onChange: (connectionId: string | null) => void
}

function ConnectionSelect({ kind, value, error, onChange }: ConnectionSelectProps) {
  const list = useAnswer(connections.listConnections)
  const fitting = (list.data?.items ?? []).filter(({ connector }) => connector === connectorOf[kind])
  return (
    <Select
      label={notificationTexts.connection}
      description={list.isSuccess && fitting.length === 0 ? notificationTexts.noConnections : null}
      data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onChange={onChange}
      clearable
    />
  )
}
