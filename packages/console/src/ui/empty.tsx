import { Text, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './page.module.css'

export interface EmptyProps {
  icon: Icon
  title: string
  /** What this place is for and how the first entry gets here. */
  text: string
  action?: ReactNode
}

/** An empty list that teaches. */
export function Empty({ icon: Icon, title, text, action }: EmptyProps) {
  return (
    <div className={classes['empty']}>
      <span className={classes['emptyIcon']}>
        <Icon size={26} stroke={1.6} aria-hidden />
      </span>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="var(--kw-text-soft)" maw={520}>
        {text}
      </Text>
      {action}
    </div>
  )
}
