import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { commonTexts } from '../texts/common.ts'
import { Problem } from './problem.tsx'

const day = '86400'

export interface RotateActionProps {
  texts: { rotate: string; rotateTitle: string; rotateText: string; overlap: string; rotateAction: string }
  /** Further fields of the dialog. */
  children?: ReactNode
  isIncomplete?: boolean
  isBusy: boolean
  error: unknown
  /** Sends the change; `done` closes the dialog. */
  onConfirm: (overlapSeconds: number, done: () => void) => void
}

/** A button that replaces a secret, and asks how long the old one stays valid. */
export function RotateAction({ texts, children, isIncomplete = false, ...rest }: RotateActionProps) {
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState(day)
  const close = () => setOpen(false)
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {texts.rotate}
      </Button>
      <Modal opened={isOpen} onClose={close} title={texts.rotateTitle}>
        <Stack gap="md">
          <Text size="sm">{texts.rotateText}</Text>
          {children}
          <Select
            label={texts.overlap}
            data={Object.entries(commonTexts.overlaps).map(([value, label]) => ({ value, label }))}
            value={overlap}
            onChange={(value) => setOverlap(value ?? day)}
            allowDeselect={false}
          />
          {rest.error === null || rest.error === undefined ? null : <Problem error={rest.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {commonTexts.cancel}
            </Button>
            <Button
              loading={rest.isBusy}
              disabled={isIncomplete}
              onClick={() => rest.onConfirm(Number(overlap), close)}
            >
              {texts.rotateAction}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
