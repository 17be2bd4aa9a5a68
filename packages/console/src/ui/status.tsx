import {
  IconBan,
  IconCheck,
  IconClockPause,
  IconHelp,
  IconHourglass,
  IconLoader2,
  IconPlayerPause,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import type { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { executionTexts } from '../texts/executions.ts'
import classes from './status.module.css'

export type ExecutionStatus = z.output<typeof executions.executionSummary>['status']

const marks: Record<ExecutionStatus, Icon> = {
  queued: IconHourglass,
  running: IconLoader2,
  waiting: IconClockPause,
  paused: IconPlayerPause,
  in_doubt: IconHelp,
  succeeded: IconCheck,
  failed: IconX,
  cancelled: IconBan,
}

/** Status of an execution: colour, sign and word, never colour alone. */
export function StatusBadge({ status, isStopped = false }: { status: ExecutionStatus; isStopped?: boolean }) {
  const Mark = marks[status]
  return (
    <span
      className={classes['badge']}
      data-status={status}
      title={isStopped ? executionTexts.stoppedHelp : undefined}
    >
      <span className={classes['sign']}>
        <Mark size={13} stroke={2.4} aria-hidden />
      </span>
      {isStopped ? executionTexts.stopped : executionTexts.statuses[status]}
    </span>
  )
}
