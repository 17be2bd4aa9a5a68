import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { IconKey, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { oktaHooks } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { oktaTexts } from '../texts/okta.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Problem } from '../ui/problem.tsx'
import type { OktaHook } from './okta-page.tsx'

/** New key with an overlap; delete. */
export function HookActions({ hook }: { hook: OktaHook }) {
  return (
    <>
      <Rotate hook={hook} />
      <Delete hook={hook} />
    </>
  )
}

function Rotate({ hook }: { hook: OktaHook }) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState('86400')
  const rotate = useSend(oktaHooks.updateOktaHook, [oktaHooks.listOktaHooks])
  const confirm = () =>
    rotate.mutate(
      { params: { hookId: hook.id }, body: { key: 'generate', overlapSeconds: Number(overlap) } },
      { onSuccess: () => setOpen(false) },
    )
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {oktaTexts.rotate}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={oktaTexts.rotateTitle}>
        <Stack gap="md">
          <Text size="sm">{oktaTexts.rotateText}</Text>
          <Select
            label={oktaTexts.overlap}
            data={Object.entries(oktaTexts.overlaps).map(([value, label]) => ({ value, label }))}
            value={overlap}
            onChange={(value) => setOverlap(value ?? '86400')}
            allowDeselect={false}
          />
          {rotate.error === null ? null : <Problem error={rotate.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => setOpen(false)}>
              {commonTexts.cancel}
            </Button>
            <Button loading={rotate.isPending} onClick={confirm}>
              {oktaTexts.rotateAction}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

function Delete({ hook }: { hook: OktaHook }) {
  const [isOpen, setOpen] = useState(false)
  const remove = useSend(oktaHooks.deleteOktaHook, [oktaHooks.listOktaHooks])
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
        title={oktaTexts.deleteTitle(hook.name)}
        text={oktaTexts.deleteText}
        action={oktaTexts.delete}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate({ params: { hookId: hook.id } }, { onSuccess: () => void navigate('/okta') })
        }
        onClose={() => setOpen(false)}
      />
    </>
  )
}
