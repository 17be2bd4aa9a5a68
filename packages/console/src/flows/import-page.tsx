import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { connections, flows, folders } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useSend } from '../app/requests.ts'
import { flowTexts } from '../texts/flows.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import classes from './flows.module.css'
import { FolderInput } from './folder-input.tsx'
import { ImportBindings } from './import-bindings.tsx'
import { ImportReport } from './import-report.tsx'

export type ImportAnswer = z.output<typeof flows.importFlows.answer>
interface ChosenFile {
  name: string
  content: string
}

const largestFile = 25_000_000
const accepted = '.flopack,.folder,.flow,.yaml,.yml,.json'

/** Files, then the report, then connections: nothing is stored before the report was seen. */
export function ImportPage() {
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  const [folder, setFolder] = useState('')
  const [refused, setRefused] = useState<readonly string[]>([])
  const preview = useSend(flows.importFlows)
  const store = useSend(flows.importFlows, [
    flows.listFlows,
    folders.listFolders,
    connections.listConnections,
  ])

  const choose = async (chosen: readonly File[]) => {
    const small = chosen.filter((file) => file.size <= largestFile)
    setRefused(chosen.filter((file) => file.size > largestFile).map((file) => flowTexts.tooLarge(file.name)))
    if (small.length === 0) return
    const read = await Promise.all(
      small.map(async (file) => ({ name: file.name, content: await file.text() })),
    )
    setFiles(read)
    preview.mutate({ body: { files: read, dryRun: true } })
  }
  const startOver = () => {
    setFiles([])
    preview.reset()
    store.reset()
  }

  const storeAll = () => {
    const path = folder.trim()
    store.mutate({ body: { files: [...files], dryRun: false, ...(path === '' ? {} : { folder: path }) } })
  }

  return (
    <Page
      title={flowTexts.importTitle}
      lead={flowTexts.importLead}
      back={{ to: '/flows', label: flowTexts.back }}
    >
      <Stack gap="md">
        {refused.map((message) => (
          <Notice key={message} tone="bad">
            {message}
          </Notice>
        ))}
        {files.length === 0 ? <DropZone onChoose={(chosen) => void choose(chosen)} /> : null}
        {preview.isPending ? <RowsSkeleton rows={5} /> : null}
        {preview.isError ? (
          <>
            <Problem error={preview.error} />
            <Group>
              <Button variant="default" onClick={startOver}>
                {flowTexts.startOver}
              </Button>
            </Group>
          </>
        ) : null}
        {store.isError ? <Problem error={store.error} /> : null}
        {store.isSuccess ? <ImportBindings answer={store.data} /> : null}
        {preview.isSuccess && !store.isSuccess ? (
          <div className={classes['importFolder']}>
            <FolderInput
              label={flowTexts.importFolder}
              description={flowTexts.importFolderHelp}
              value={folder}
              onChange={setFolder}
            />
          </div>
        ) : null}
        {preview.isSuccess ? (
          <ImportReport
            answer={store.data ?? preview.data}
            actions={
              store.isSuccess ? null : (
                <>
                  <Button variant="default" onClick={startOver}>
                    {flowTexts.startOver}
                  </Button>
                  <Button
                    loading={store.isPending}
                    disabled={preview.data.totals.flows === 0}
                    onClick={storeAll}
                  >
                    {flowTexts.importAction(preview.data.totals.flows)}
                  </Button>
                </>
              )
            }
          />
        ) : null}
      </Stack>
    </Page>
  )
}

function DropZone({ onChoose }: { onChoose: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onChoose([...event.dataTransfer.files])
  }
  return (
    <div
      className={classes['drop']}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={40} stroke={1.3} className={classes['dropIcon']} aria-hidden />
      <Text fw={600}>{flowTexts.dropTitle}</Text>
      <Text size="sm" c="var(--kw-text-soft)">
        {flowTexts.dropText}
      </Text>
      <FileButton onChange={onChoose} accept={accepted} multiple>
        {(props) => (
          <Button variant="light" {...props}>
            {flowTexts.chooseFiles}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="var(--kw-text-soft)">
        {accepted.replaceAll(',', '  ')}
      </Text>
    </div>
  )
}
