import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMemo, useState, type SyntheticEvent } from 'react'
import { ApiError } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import {
  defaultValues,
  missingFields,
  shownFields,
  toFormFields,
  toSentValues,
  type FormValues,
} from '../form/form-fields.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { connectionTexts } from '../texts/connections.ts'
import { formTexts } from '../texts/form.ts'
import { Problem } from '../ui/problem.tsx'

const namePattern = /^[a-z0-9][a-z0-9-]{0,62}$/

export interface ConnectionFormProps {
  schema: JsonObject
  name: string
  namePlaceholder: string
  onName: (name: string) => void
  start: FormValues
  secretsSet: readonly string[]
  action: string
  isBusy: boolean
  error: unknown
  onSend: (values: FormValues) => void
}

/** Name and the connector's own fields. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { schema, name, secretsSet, error } = props
  const fields = useMemo(() => toFormFields(schema), [schema])
  const [values, setValues] = useState<FormValues>(() => ({ ...defaultValues(fields), ...props.start }))
  const [wasSent, setWasSent] = useState(false)
  const isNameWrong = !namePattern.test(name)
  const shown = shownFields(fields, values)
  const missing = missingFields(shown, values, secretsSet)
  const errors = {
    ...issuesOf(error),
    ...(wasSent ? Object.fromEntries(missing.map((field) => [field, formTexts.required])) : {}),
  }

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setWasSent(true)
    if (!isNameWrong && missing.length === 0) props.onSend(toSentValues(shown, values))
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={560}>
        <TextInput
          label={connectionTexts.name}
          description={connectionTexts.nameHelp}
          placeholder={props.namePlaceholder}
          value={name}
          onChange={(event) => props.onName(event.currentTarget.value)}
          error={isNameWrong && (wasSent || name !== '') ? connectionTexts.nameInvalid : null}
          withAsterisk
          autoComplete="off"
          spellCheck={false}
        />
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

/** The server's messages by field: `values.domain` belongs to `domain`. */
function issuesOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(
    (error.problem.issues ?? []).map(({ path, message }) => [path.replace(/^values\./, ''), message]),
  )
}
