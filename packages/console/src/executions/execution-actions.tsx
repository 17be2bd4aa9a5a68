import { Button, Tooltip } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { executions } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { executionTexts } from '../texts/executions.ts'
import { Confirm } from '../ui/confirm.tsx'
import { FailedAction } from '../ui/failed-action.tsx'
import type { ExecutionDetail } from './execution-page.tsx'

type Status = ExecutionDetail['status']

const active: ReadonlySet<Status> = new Set(['queued', 'running', 'waiting', 'paused', 'in_doubt'])
const pausable: ReadonlySet<Status> = new Set(['queued', 'running', 'waiting'])

export interface ExecutionActionsProps {
  execution: ExecutionDetail
  onRerun: () => void
}

/** Pause or resume, cancel while it can be, run again. */
export function ExecutionActions({ execution, onRerun }: ExecutionActionsProps) {
  const { id, status, isJournalKept } = execution
  if (!useMay('operator')) return null
  return (
    <>
      {pausable.has(status) ? <Pause executionId={id} /> : null}
      {status === 'paused' ? <Resume executionId={id} /> : null}
      {active.has(status) ? <Cancel executionId={id} /> : null}
      <Tooltip label={executionTexts.rerunNoJournal} disabled={isJournalKept} multiline maw={280}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          data-disabled={!isJournalKept}
          aria-disabled={!isJournalKept}
          onClick={() => (isJournalKept ? onRerun() : undefined)}
        >
          {executionTexts.rerun}
        </Button>
      </Tooltip>
    </>
  )
}

const changed = [executions.getExecution, executions.listExecutions]

function Pause({ executionId }: { executionId: string }) {
  const pause = useSend(executions.pauseExecution, changed)
  return (
    <>
      <Tooltip label={executionTexts.pauseHelp} multiline maw={280}>
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={pause.isPending}
          onClick={() => pause.mutate({ params: { executionId } })}
        >
          {executionTexts.pause}
        </Button>
      </Tooltip>
      <FailedAction error={pause.error} onClose={pause.reset} />
    </>
  )
}

function Resume({ executionId }: { executionId: string }) {
  const resume = useSend(executions.resumeExecution, changed)
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate({ params: { executionId } })}
      >
        {executionTexts.resume}
      </Button>
      <FailedAction error={resume.error} onClose={resume.reset} />
    </>
  )
}

function Cancel({ executionId }: { executionId: string }) {
  const [isOpen, setOpen] = useState(false)
  const cancel = useSend(executions.cancelExecution, changed)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {executionTexts.cancel}
      </Button>
      <Confirm
        isOpen={isOpen}
        title={executionTexts.cancelTitle}
        text={executionTexts.cancelText}
        action={executionTexts.cancel}
        isDangerous
        isBusy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate({ params: { executionId } }, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
