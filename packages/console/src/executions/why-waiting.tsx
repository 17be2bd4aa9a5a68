import { useInterval } from '@mantine/hooks'
import { IconHourglass } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { StripItem } from '../strip/model.ts'
import { cardsOf } from '../strip/model.ts'
import { executionTexts } from '../texts/executions.ts'
import { Notice } from '../ui/notice.tsx'
import type { ExecutionDetail } from './execution-page.tsx'
import { waitingReasons } from './waiting-reasons.ts'
import classes from './executions.module.css'

export interface WhyWaitingProps {
  execution: ExecutionDetail
  items: readonly StripItem[]
}

/** Why an execution does not go on right now, and where to look. */
export function WhyWaiting({ execution, items }: WhyWaitingProps) {
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true })
  const titles = new Map(cardsOf(items).map(({ path, title }) => [path, title]))
  const reasons = waitingReasons(execution, { titleOf: (step) => titles.get(step) ?? step, now })
  if (reasons.length === 0) return null
  return (
    <Notice tone="plain" title={executionTexts.why.title} icon={<IconHourglass size={18} aria-hidden />}>
      <ul className={classes['reasons']}>
        {reasons.map(({ key, text, link }) => (
          <li key={key}>
            {text}{' '}
            {link === null ? null : (
              <Link to={link.to} className="kw-link">
                {link.label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
