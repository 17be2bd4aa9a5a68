import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
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

/** Frame of a table that scrolls sideways on a phone. */
export function TableFrame({ children }: { children: ReactNode }) {
  return <div className={classes['tableFrame']}>{children}</div>
}
