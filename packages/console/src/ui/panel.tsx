import { Title } from '@mantine/core'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { commonTexts } from '../texts/common.ts'
import classes from './page.module.css'

export interface PanelProps {
  title: string
  aside?: ReactNode
  children: ReactNode
}

/** A titled part of a page. */
export function Panel({ title, aside, children }: PanelProps) {
  const titleId = useId()
  return (
    <section className={classes['panel']} aria-labelledby={titleId}>
      <div className={classes['panelHead']}>
        <Title order={2} id={titleId}>
          {title}
        </Title>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** Frame of a table that scrolls sideways on a phone, by keyboard, too. */
export function TableFrame({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const [isCut, setCut] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setCut(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={frame}
      className={classes['tableFrame']}
      {...(isCut ? { role: 'group', 'aria-label': commonTexts.wideTable, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  )
}
