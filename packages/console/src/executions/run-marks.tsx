import { IconFlask } from '@tabler/icons-react'
import { executionTexts } from '../texts/executions.ts'
import classes from './executions.module.css'

/** Says of an execution that it changed nothing. */
export function DryRunMark({ isLong = false }: { isLong?: boolean }) {
  return (
    <span className={classes['dryRun']} title={executionTexts.dryRunTitle}>
      <IconFlask size={13} stroke={2.2} aria-hidden />
      {isLong ? executionTexts.dryRunTitle : executionTexts.dryRun}
    </span>
  )
}
