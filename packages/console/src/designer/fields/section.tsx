import type { ReactNode } from 'react'
import classes from './fields.module.css'

/** A part of a form with a title of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes['section']} aria-label={title}>
      <h3 className={classes['sectionTitle']}>{title}</h3>
      {children}
    </section>
  )
}
