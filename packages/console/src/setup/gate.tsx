import { Text, Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { Logo } from '../app/logo.tsx'
import { setupTexts } from '../texts/setup.ts'
import { shellTexts } from '../texts/shell.ts'
import classes from './setup.module.css'

export interface GateProps {
  title: string
  lead?: string
  children: ReactNode
}

/** The frame of the pages before one is signed in. */
export function Gate({ title, lead, children }: GateProps) {
  useEffect(() => {
    document.title = `${title} · ${shellTexts.product}`
  }, [title])
  return (
    <main className={classes['page']}>
      <div className={classes['column']}>
        <div className={classes['card']}>
          <div className={classes['brand']}>
            <Logo size={34} />
            {shellTexts.product}
          </div>
          <Title order={1} mb={lead === undefined ? 'md' : 4}>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text size="sm" c="var(--kw-text-soft)" mb="md">
              {lead}
            </Text>
          )}
          {children}
        </div>
        <p className={classes['claim']}>{setupTexts.claim}</p>
      </div>
    </main>
  )
}
