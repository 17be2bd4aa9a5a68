import { Button, Group, Modal, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { sources } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer, useSend } from '../app/requests.ts'
import {
  defaultValues,
  shownFields,
  toFormFields,
  toSentValues,
  type FormValues,
} from '../form/form-fields.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { commonTexts } from '../texts/common.ts'
import { sourceTexts } from '../texts/sources.ts'
import { Problem } from '../ui/problem.tsx'

type Kind = z.output<typeof sources.listSourceKinds.answer>['items'][number]

/** Makes a source; its page then leads through the other product. */
export function CreateSource({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const kinds = useAnswer(sources.listSourceKinds, {})
  return (
    <Modal opened={isOpen} onClose={onClose} title={sourceTexts.create}>
      {kinds.isError ? <Problem error={kinds.error} /> : null}
      {kinds.isSuccess ? <CreateForm kinds={kinds.data.items} onClose={onClose} /> : null}
    </Modal>
  )
}

function CreateForm({ kinds, onClose }: { kinds: readonly Kind[]; onClose: () => void }) {
  const create = useSend(sources.createSource, [sources.listSources])
  const navigate = useNavigate()
  const [kindId, setKindId] = useState(kinds[0]?.id ?? '')
  const [name, setName] = useState('')
  const [secret, setSecret] = useState('')
  const [changed, setChanged] = useState<FormValues>({})
  const kind = kinds.find(({ id }) => id === kindId)
  const fields = kind === undefined ? [] : toFormFields(kind.settings)
  const values = { ...defaultValues(fields), ...changed }
  const needsSecret = kind?.makesSecret === false

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const settings = toSentValues(shownFields(fields, values), values)
    create.mutate(
      { body: { name: name.trim(), kind: kindId, settings, ...(secret === '' ? {} : { secret }) } },
      { onSuccess: ({ id }) => void navigate(`/sources/${id}`) },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Select
          label={sourceTexts.kind}
          data={kinds.map(({ id, title }) => ({ value: id, label: title }))}
          value={kindId}
          onChange={(value) => {
            setKindId(value ?? kindId)
            setChanged({})
          }}
          allowDeselect={false}
        />
        <Text size="sm" c="var(--kw-text-soft)">
          {kind?.about}
        </Text>
        <TextInput
          label={sourceTexts.name}
          description={sourceTexts.nameHelp}
          placeholder={sourceTexts.namePlaceholder}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        {needsSecret ? (
          <PasswordInput
            label={kind.secretTitle}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            required
            autoComplete="off"
          />
        ) : null}
        <SchemaForm fields={fields} values={values} secretsSet={[]} errors={{}} onChange={setChanged} />
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            type="submit"
            disabled={name.trim() === '' || (needsSecret && secret === '')}
            loading={create.isPending}
          >
            {sourceTexts.createAction}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
