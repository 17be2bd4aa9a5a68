import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconFolderSymlink, IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import { flows, folders } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { flowUsesTexts } from '../texts/flow-uses.ts'
import { flowTexts } from '../texts/flows.ts'
import { FlowDetailsDialog } from './flow-details-dialog.tsx'
import type { FlowSummary } from './flows-page.tsx'
import { FolderDialog } from './folder-dialog.tsx'

interface Movable {
  id: string
  name: string
  folder: string | null
}

/** What can be done with a flow of the list. */
export function FlowMenu({ flow }: { flow: FlowSummary }) {
  const [open, setOpen] = useState<'move' | 'details' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={flowTexts.actionsOf(flow.name)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTag size={16} aria-hidden />} onClick={() => setOpen('details')}>
            {flowUsesTexts.details}
          </Menu.Item>
          <MoveItem onClick={() => setOpen('move')} />
        </Menu.Dropdown>
      </Menu>
      {open === 'move' ? <MoveFlow flow={flow} onClose={close} /> : null}
      {open === 'details' ? <FlowDetailsDialog flow={flow} onClose={close} /> : null}
    </>
  )
}

export function MoveItem({ onClick }: { onClick: () => void }) {
  return (
    <Menu.Item leftSection={<IconFolderSymlink size={16} aria-hidden />} onClick={onClick}>
      {flowTexts.move}
    </Menu.Item>
  )
}

/** Asks where a flow goes, and moves it there. */
export function MoveFlow({ flow, onClose }: { flow: Movable; onClose: () => void }) {
  const change = useSend(flows.changeDetails, [flows.listFlows, flows.getFlow, folders.listFolders])
  return (
    <FolderDialog
      title={flowTexts.moveTitle(flow.name)}
      label={flowTexts.moveTo}
      description={flowTexts.moveHelp}
      action={flowTexts.moveAction}
      initial={flow.folder ?? ''}
      mayBeEmpty
      isBusy={change.isPending}
      error={change.error}
      onSubmit={(path) =>
        change.mutate(
          { params: { flowId: flow.id }, body: { folder: path === '' ? null : path } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    />
  )
}
