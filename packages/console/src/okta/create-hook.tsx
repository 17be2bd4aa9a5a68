import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { oktaHooks } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { oktaTexts } from '../texts/okta.ts'
import { Problem } from '../ui/problem.tsx'

/** Makes a receiver; its page then leads through Okta's console. */
export function CreateHook({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={oktaTexts.create}>
      <CreateForm onClose={onClose} />
    </Modal>
  )
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const create = useSend(oktaHooks.createOktaHook, [oktaHooks.listOktaHooks])
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [headerName, setHeaderName] = useState('X-API-Key')
  const [keyChoice, setKeyChoice] = useState<'generated' | 'own'>('generated')
  const [key, setKey] = useState('')
  const keyProblem = keyChoice === 'own' && key !== '' && !oktaHooks.handMadeKey.safeParse(key).success
  const isIncomplete = name.trim() === '' || (keyChoice === 'own' && (key === '' || keyProblem))

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    create.mutate(
      { body: { name: name.trim(), headerName, ...(keyChoice === 'own' ? { key } : {}) } },
      { onSuccess: (hook) => void navigate(`/okta/${hook.id}`) },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={oktaTexts.name}
          description={oktaTexts.nameHelp}
          placeholder={oktaTexts.namePlaceholder}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
          required
        />
        <TextInput
          label={oktaTexts.headerName}
          description={oktaTexts.headerHelp}
          value={headerName}
          onChange={(event) => setHeaderName(event.currentTarget.value)}
          required
        />
        <Radio.Group
          label={oktaTexts.keyChoice}
          value={keyChoice}
          onChange={(value) => setKeyChoice(value === 'own' ? 'own' : 'generated')}
        >
          <Stack gap={8} mt={6}>
            <Radio value="generated" label={oktaTexts.keyGenerated} />
            <Radio value="own" label={oktaTexts.keyOwn} />
          </Stack>
        </Radio.Group>
        {keyChoice === 'own' ? (
          <TextInput
            label={oktaTexts.ownKey}
            description={oktaTexts.ownKeyHelp}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={keyProblem ? oktaTexts.ownKeyHelp : null}
            autoComplete="off"
            spellCheck={false}
          />
        ) : null}
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" disabled={isIncomplete} loading={create.isPending}>
            {oktaTexts.createAction}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
