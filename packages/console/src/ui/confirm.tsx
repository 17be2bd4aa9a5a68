import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { commonTexts } from '../texts/common.ts'
import { Problem } from './problem.tsx'

export interface ConfirmProps {
  isOpen: boolean
  title: string
  text: ReactNode
  /** The button says what happens, never "OK". */
  action: string
  isDangerous?: boolean
  isBusy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that cannot be taken back. */
export function Confirm(props: ConfirmProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title}>
      <Stack gap="md">
        <Text size="sm" component="div">
          {props.text}
        </Text>
        {props.error === null || props.error === undefined ? null : <Problem error={props.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            {...(props.isDangerous === true ? { color: 'red' } : {})}
            loading={props.isBusy}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
