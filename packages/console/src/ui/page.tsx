import { Anchor, Group, Text, Title } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useEffect, type ReactNode } from 'react'
import { Link } from 'react-router'
import { shellTexts } from '../texts/shell.ts'
import classes from './page.module.css'

export interface PageProps {
  title: string
  /** A line under the title that says what the page is for. */
  lead?: ReactNode
  back?: { to: string; label: string }
  actions?: ReactNode
  /**
   * `text` keeps lines readable, `wide` uses the whole width, `full` fills the window and scrolls inside (lists, cards).
   */
  width?: 'text' | 'wide' | 'full'
  children: ReactNode
}

/** Title, actions and content of a page; the window's title follows. */
export function Page({ title, lead, back, actions, width = 'text', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${shellTexts.product}`
  }, [title])

  return (
    <div className={classes[width]}>
      <header className={classes['header']}>
        <div className={classes['heading']}>
          {back === undefined ? null : (
            <Anchor component={Link} to={back.to} className={classes['back'] ?? ''}>
              <IconChevronLeft size={15} aria-hidden />
              {back.label}
            </Anchor>
          )}
          <Title order={1} className={classes['title'] ?? ''}>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text component="div" size="sm" c="var(--kw-text-soft)" className={classes['lead'] ?? ''}>
              {lead}
            </Text>
          )}
        </div>
        {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
      </header>
      {children}
    </div>
  )
}
