import { Tooltip } from '@mantine/core'
import { shellTexts } from '../texts/shell.ts'
import { useLive } from './live.tsx'
import classes from './shell.module.css'

/** Says whether the page follows changes; screen readers hear only when that changes. */
export function LiveMark() {
  const { state } = useLive()
  return (
    <Tooltip label={shellTexts.liveHelp[state]}>
      <span className={classes['live']} data-state={state} role="status" aria-live="polite">
        {shellTexts.live[state]}
      </span>
    </Tooltip>
  )
}
