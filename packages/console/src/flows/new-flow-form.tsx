import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { flows, folders } from '@keyway/api'
import type { Trigger } from '@keyway/engine'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { flowTexts } from '../texts/flows.ts'
import { wayTexts } from '../texts/ways-in.ts'
import { ownTimeZone } from '../trigger/own-time-zone.ts'
import { TriggerFields } from '../trigger/trigger-fields.tsx'
import { isIncomplete, newTrigger, triggerKinds, type TriggerKind } from '../trigger/trigger-kinds.ts'
import { Problem } from '../ui/problem.tsx'
import { FolderInput } from './folder-input.tsx'

/** Name, folder, and what starts a new flow. */
export function NewFlowForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const create = useSend(flows.createFlow, [flows.listFlows, folders.listFolders])
  const [name, setName] = useState('')
  const nameField = useRef<HTMLInputElement>(null)
  // The dialog looks for its first field when it opens; this form may come a moment later.
  useEffect(() => nameField.current?.focus(), [])
  const [folder, setFolder] = useState('')
  const [kind, setKind] = useState<TriggerKind>('event')
  const [trigger, setTrigger] = useState<Trigger>(() => newTrigger('event', ownTimeZone()))

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const path = folder.trim()
    create.mutate(
      {
        body: {
          document: { keyway: 1, name: name.trim(), trigger, steps: [] },
          ...(path === '' ? {} : { folder: path }),
        },
      },
      { onSuccess: ({ id }) => void navigate(`/flows/${id}`) },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          ref={nameField}
          label={flowTexts.newName}
          placeholder={flowTexts.newNamePlaceholder}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={300}
          required
          data-autofocus
        />
        <FolderInput label={flowTexts.folderPath} value={folder} onChange={setFolder} />
        <Select
          label={wayTexts.kind}
          description={wayTexts.kinds[kind].help}
          data={triggerKinds.map((value) => ({ value, label: wayTexts.kinds[value].label }))}
          value={kind}
          onChange={(value) => {
            const chosen = triggerKinds.find((known) => known === value) ?? kind
            setKind(chosen)
            setTrigger(newTrigger(chosen, ownTimeZone()))
          }}
          allowDeselect={false}
          maxDropdownHeight={420}
        />
        <TriggerFields kind={kind} trigger={trigger} title={name} onChange={setTrigger} />
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={name.trim() === '' || isIncomplete(trigger)}
          >
            {flowTexts.newCreate}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
