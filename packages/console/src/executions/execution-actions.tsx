import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { executions } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { executionTexts } from '../texts/executions.ts'
import { Confirm } from '../ui/confirm.tsx'
import { FailedAction } from '../ui/failed-action.tsx'
import type { ExecutionDetail } from './execution-page.tsx'

const active = new Set<ExecutionDetail['status']>(['queued', 'running', 'waiting', 'paused', 'in_doubt'])

/** Run again, with which version; cancel while it can be. */
export function ExecutionActions({ execution }: { execution: ExecutionDetail }) {
  const mayOperate = useMay('operator')
  if (!mayOperate) return null
  return (
    <>
      {active.has(execution.status) ? <Cancel executionId={execution.id} /> : null}
      <Rerun executionId={execution.id} />
    </>
  )
}

function Rerun({ executionId }: { executionId: string }) {
  const rerun = useSend(executions.rerunExecution, [executions.listExecutions])
  const navigate = useNavigate()
  const run = (version: 'same' | 'current') =>
    rerun.mutate(
      { params: { executionId }, body: { version } },
      { onSuccess: (answer) => void navigate(`/executions/${answer.executionId}`) },
    )
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={290}>
        <Menu.Target>
          <Button
            variant="default"
            loading={rerun.isPending}
            leftSection={<IconRefresh size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {executionTexts.rerun}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => run('current')}>
            {executionTexts.rerunCurrent}
            <Text size="xs" c="var(--kw-text-soft)">
              {executionTexts.rerunCurrentHelp}
            </Text>
          </Menu.Item>
          <Menu.Item onClick={() => run('same')}>
            {executionTexts.rerunSame}
            <Text size="xs" c="var(--kw-text-soft)">
              {executionTexts.rerunSameHelp}
            </Text>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FailedAction error={rerun.error} onClose={rerun.reset} />
    </>
  )
}

function Cancel({ executionId }: { executionId: string }) {
  const [isOpen, setOpen] = useState(false)
  const cancel = useSend(executions.cancelExecution, [executions.getExecution, executions.listExecutions])
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
