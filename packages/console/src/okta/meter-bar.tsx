import { Text } from '@mantine/core'
import { meterTexts as texts } from '../texts/okta-sources.ts'
import type { OktaSource } from './org-sentence.ts'
import classes from './okta.module.css'

const ways = ['both', 'onlyHook', 'onlyLog'] as const

/** All events of the meter by the way that brought them, as one bar with its figures. */
export function MeterBar({ meter: { types, days } }: { meter: OktaSource['meter'] }) {
  const counts = ways.map((way) => ({ way, count: types.reduce((sum, line) => sum + line[way], 0) }))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  return (
    <div className={classes['meter']}>
      <Text size="sm" fw={560}>
        {texts.total(total, days)}
      </Text>
      <div className={classes['meterBar']} aria-hidden>
        {counts.map(({ way, count }) => (
          <span key={way} data-way={way} style={{ width: `${(count / total) * 100}%` }} />
        ))}
      </div>
      <ul className={classes['legend']}>
        {counts.map(({ way, count }) => (
          <li key={way} data-way={way}>
            {texts.part(count, texts.legend[way], percentOf(count, total))}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is there is never shown as none, and what is missing never as all. */
function percentOf(count: number, total: number): string {
  const percent = (count / total) * 100
  if (count > 0 && percent < 0.1) return '< 0.1 %'
  if (count < total && percent > 99.9) return '> 99.9 %'
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)} %`
}
