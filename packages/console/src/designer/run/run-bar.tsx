import { ActionIcon, Anchor, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { ExecutionDetail } from '../../executions/execution-page.tsx'
import { RunMarks } from '../../executions/run-marks.tsx'
import { runTexts } from '../../texts/run.ts'
import { StatusBadge } from '../../ui/status.tsx'
import { formatDuration } from '../../values/time.ts'
import classes from './run.module.css'

export interface RunBarProps {
  execution: ExecutionDetail
  /** Null where nothing failed, or the draft has the failed card no more. */
  onGoToFailed: (() => void) | null
  onClose: () => void
}

/** Says whose values are on the cards, and leads on from there. */
export function RunBar({ execution, onGoToFailed, onClose }: RunBarProps) {
  const { id, status, stopped, version, startedAt, finishedAt, error } = execution
  return (
    <div className={classes['bar']} role="status" data-status={status}>
      <StatusBadge status={status} isStopped={stopped} />
      <RunMarks execution={execution} />
      <Text size="sm" className={classes['what'] ?? ''}>
        {error?.message ?? runTexts.shown(version)}
      </Text>
      <Group gap={8} wrap="nowrap">
        {startedAt === null || finishedAt === null ? null : (
          <Text size="sm" c="var(--kw-text-soft)" className="kw-number">
            {formatDuration(finishedAt - startedAt)}
          </Text>
        )}
        {onGoToFailed === null ? null : (
          <Button size="compact-xs" variant="light" color="red" onClick={onGoToFailed}>
            {runTexts.goToFailed}
          </Button>
        )}
        <Anchor component={Link} to={`/executions/${id}`} size="sm">
          {runTexts.open}
        </Anchor>
        <Tooltip label={runTexts.close}>
          <ActionIcon size="sm" aria-label={runTexts.close} onClick={onClose}>
            <IconX size={15} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  )
}
