import type { alerts, AnswerOf } from '@keyway/api'
import { severityTexts } from '../texts/alerts.ts'
import classes from './alerts.module.css'

export type Severity = AnswerOf<typeof alerts.getAlert>['severity']

/** From least to most serious. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const

/** How serious something is: bars, colour and word, never colour alone. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const rank = severities.indexOf(severity)
  return (
    <span className={classes['severity']} data-severity={severity}>
      <span className={classes['bars']} aria-hidden>
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-on={bar <= rank} />
        ))}
      </span>
      {severityTexts[severity]}
    </span>
  )
}
