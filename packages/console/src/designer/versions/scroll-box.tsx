import type { ReactNode } from 'react'
import classes from './versions.module.css'

/** A long part of a dialog that scrolls by itself, by keyboard, too. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  const reachable = { role: 'group', 'aria-label': label, tabIndex: 0 }
  return (
    <div className={classes['scroll']} {...reachable}>
      {children}
    </div>
  )
}
