import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { commonTexts } from '../texts/common.ts'
import { Problem } from '../ui/problem.tsx'
import { FolderInput } from './folder-input.tsx'

export interface FolderDialogProps {
  title: string
  label: string
  description?: string
  action: string
  /** Path that stands there at first. */
  initial: string
  /** Whether leaving the path empty means something (no folder). */
  mayBeEmpty?: boolean
  isBusy: boolean
  error: unknown
  onSubmit: (path: string) => void
  onClose: () => void
}

/** Asks for the path of a folder. */
export function FolderDialog(props: FolderDialogProps) {
  const [path, setPath] = useState(props.initial)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSubmit(path.trim())
  }
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <FolderInput
            label={props.label}
            {...(props.description === undefined ? {} : { description: props.description })}
            value={path}
            onChange={setPath}
          />
          {props.error === null || props.error === undefined ? null : <Problem error={props.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              {commonTexts.cancel}
            </Button>
            <Button
              type="submit"
              loading={props.isBusy}
              disabled={props.mayBeEmpty !== true && path.trim() === ''}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
