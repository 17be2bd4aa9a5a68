import { Autocomplete } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { folders } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { flowTexts } from '../texts/flows.ts'

export interface FolderInputProps {
  label: string
  description?: string
  value: string
  onChange: (path: string) => void
}

/** A folder by its path: one that is there, or a new one. */
export function FolderInput({ label, description, value, onChange }: FolderInputProps) {
  const list = useAnswer(folders.listFolders)
  return (
    <Autocomplete
      label={label}
      {...(description === undefined ? {} : { description })}
      placeholder={flowTexts.folderPlaceholder}
      leftSection={<IconFolder size={16} aria-hidden />}
      data={(list.data?.items ?? []).map(({ path }) => path)}
      value={value}
      onChange={onChange}
      maxLength={1_100}
    />
  )
}
