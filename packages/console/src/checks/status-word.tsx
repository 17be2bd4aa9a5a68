import type { checks, AnswerOf } from '@keyway/api'
import { checkTexts } from '../texts/checks.ts'
import classes from './checks.module.css'

export type CheckSummary = AnswerOf<typeof checks.listChecks>['items'][number]
export type CheckStatus = CheckSummary['states'][number]['status']

/** How a check stands, in a word. */
export function StatusWord({ status }: { status: CheckStatus }) {
  return (
    <span className={classes['status']} data-status={status}>
      {checkTexts.statuses[status]}
    </span>
  )
}
