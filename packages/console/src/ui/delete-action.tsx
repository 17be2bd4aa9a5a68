import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Confirm } from './confirm.tsx'

export interface DeleteActionProps {
  label: string
  title: string
  text: string
  /** What the button of the question says. */
  action: string
  isBusy: boolean
  error: unknown
  onConfirm: () => void
}

/** A button that deletes what the page shows, after a question. */
export function DeleteAction({ label, ...question }: DeleteActionProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Confirm isOpen={isOpen} isDangerous onClose={() => setOpen(false)} {...question} />
    </>
  )
}
