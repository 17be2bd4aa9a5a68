import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconEdit, IconFolderPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { flows, folders } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { flowTexts } from '../texts/flows.ts'
import { FailedAction } from '../ui/failed-action.tsx'
import { FolderDialog } from './folder-dialog.tsx'
import type { Folder } from './folders.ts'

const refreshed = [folders.listFolders, flows.listFlows, flows.getFlow]

/** Makes a folder at the top. */
export function NewFolderButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {flowTexts.newFolder}
      </Button>
      {isOpen ? <NewFolder around="" onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** What can be done with a folder: a folder inside it, another name, away with it. */
export function FolderMenu({ folder }: { folder: Folder }) {
  const [open, setOpen] = useState<'new' | 'rename' | null>(null)
  const rename = useSend(folders.renameFolder, refreshed)
  const remove = useSend(folders.deleteFolder, refreshed)
  const close = () => {
    setOpen(null)
    rename.reset()
  }
  return (
    <>
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" aria-label={flowTexts.folderActions(folder.path)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFolderPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
            {flowTexts.newFolderInside}
          </Menu.Item>
          <Menu.Item leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setOpen('rename')}>
            {flowTexts.renameFolder}
          </Menu.Item>
          <Menu.Item
            color="red"
            disabled={folder.total > 0}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => remove.mutate({ params: { folderId: folder.id } })}
          >
            {flowTexts.deleteFolder}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'new' ? <NewFolder around={`${folder.path}/`} onClose={close} /> : null}
      {open === 'rename' ? (
        <FolderDialog
          title={flowTexts.renameFolderTitle(folder.path)}
          label={flowTexts.folderPath}
          description={flowTexts.renameFolderHelp}
          action={flowTexts.renameAction}
          initial={folder.path}
          isBusy={rename.isPending}
          error={rename.error}
          onSubmit={(path) =>
            rename.mutate({ params: { folderId: folder.id }, body: { path } }, { onSuccess: close })
          }
          onClose={close}
        />
      ) : null}
      <FailedAction error={remove.error} onClose={remove.reset} />
    </>
  )
}

function NewFolder({ around, onClose }: { around: string; onClose: () => void }) {
  const create = useSend(folders.createFolder, refreshed)
  return (
    <FolderDialog
      title={flowTexts.newFolder}
      label={flowTexts.folderPath}
      description={flowTexts.folderPathHelp}
      action={flowTexts.newFolderAction}
      initial={around}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={(path) => create.mutate({ body: { path } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
