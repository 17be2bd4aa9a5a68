import { Modal } from '@mantine/core'
import { commonTexts } from '../texts/common.ts'
import { Problem } from './problem.tsx'

/** Shows why a button's action failed; buttons in a page header have no room of their own for it. */
export function FailedAction({ error, onClose }: { error: unknown; onClose: () => void }) {
  const isOpen = error !== null && error !== undefined
  return (
    <Modal opened={isOpen} onClose={onClose} title={commonTexts.problemTitle}>
      {isOpen ? <Problem error={error} /> : null}
    </Modal>
  )
}
