import { Button, Group, Modal, PasswordInput, Select, Stack, Text } from '@mantine/core'
import { IconKey, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { sources } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { sourceTexts } from '../texts/sources.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Problem } from '../ui/problem.tsx'
import type { Source } from './sources-page.tsx'

/** New secret with an overlap; delete. */
export function SourceActions({ source }: { source: Source }) {
  return (
    <>
      <Rotate source={source} />
      <Delete source={source} />
    </>
  )
}

function Rotate({ source }: { source: Source }) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('86400')
  const [given, setGiven] = useState('')
  const kinds = useAnswer(sources.listSourceKinds, {})
  const rotate = useSend(sources.updateSource, [sources.listSources])
  const kind = kinds.data?.items.find(({ id }) => id === source.kind)
  const isGiven = kind?.makesSecret === false
  const confirm = () =>
    rotate.mutate(
      {
        params: { sourceId: source.id },
        body: { secret: isGiven ? given : 'generate', overlapSeconds: Number(overlap) },
      },
      { onSuccess: () => setOpen(false) },
    )
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {sourceTexts.rotate}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={sourceTexts.rotateTitle}>
        <Stack gap="md">
          <Text size="sm">{sourceTexts.rotateText}</Text>
          {isGiven ? (
            <PasswordInput
              label={sourceTexts.newSecret}
              value={given}
              onChange={(event) => setGiven(event.currentTarget.value)}
              autoComplete="off"
            />
          ) : null}
          <Select
            label={sourceTexts.overlap}
            data={Object.entries(sourceTexts.overlaps).map(([value, label]) => ({ value, label }))}
            value={overlap}
            onChange={(value) => setOverlap(value ?? '86400')}
            allowDeselect={false}
          />
          {rotate.error === null ? null : <Problem error={rotate.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => setOpen(false)}>
              {commonTexts.cancel}
            </Button>
            <Button loading={rotate.isPending} disabled={isGiven && given === ''} onClick={confirm}>
              {sourceTexts.rotateAction}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

function Delete({ source }: { source: Source }) {
  const [isOpen, setOpen] = useState(false)
  const remove = useSend(sources.deleteSource, [sources.listSources])
  const navigate = useNavigate()
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {commonTexts.delete}
      </Button>
      <Confirm
        isOpen={isOpen}
        title={sourceTexts.deleteTitle(source.name)}
        text={sourceTexts.deleteText}
        action={sourceTexts.delete}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate({ params: { sourceId: source.id } }, { onSuccess: () => void navigate('/sources') })
        }
        onClose={() => setOpen(false)}
      />
    </>
  )
}
