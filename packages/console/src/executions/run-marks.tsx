import { IconFlask, IconPencil } from '@tabler/icons-react'
import { executionTexts } from '../texts/executions.ts'
import classes from './executions.module.css'

export interface RunMarksProps {
  execution: { dryRun: boolean; draftNumber: number | null }
}

/** Says of an execution that it changed nothing, or that it ran what was not published. */
export function RunMarks({ execution: { dryRun, draftNumber } }: RunMarksProps) {
  return (
    <>
      {dryRun ? (
        <span className={classes['runMark']} title={executionTexts.dryRunTitle}>
          <IconFlask size={13} stroke={2.2} aria-hidden />
          {executionTexts.dryRun}
        </span>
      ) : null}
      {draftNumber === null ? null : (
        <span className={classes['runMark']} title={executionTexts.draftTitle(draftNumber)}>
          <IconPencil size={13} stroke={2.2} aria-hidden />
          {executionTexts.draft}
        </span>
      )}
    </>
  )
}
