import { Tooltip } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { createContext, useContext, useState, type ReactNode } from 'react'
import { commonTexts } from '../texts/common.ts'
import { formatAbsolute, formatRelative } from '../values/time.ts'

const NowContext = createContext<number | undefined>(undefined)

/** One clock for a whole list, so that a thousand rows do not tick by themselves. */
export function Clock({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), 15_000, { autoInvoke: true })
  return <NowContext value={now}>{children}</NowContext>
}

/** "3 min ago", with the exact time on hover and for machines. */
export function Time({ at }: { at: number | null }) {
  const now = useContext(NowContext)
  const [rendered] = useState(() => Date.now())
  if (at === null) return <span>{commonTexts.never}</span>
  return (
    <Tooltip label={formatAbsolute(at)}>
      <time dateTime={new Date(at).toISOString()}>{formatRelative(at, now ?? rendered)}</time>
    </Tooltip>
  )
}
