import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'

export type NoticeTone = 'good' | 'bad' | 'doubt' | 'plain'

export interface NoticeProps {
  tone: NoticeTone
  title?: string
  icon?: ReactNode
  /** `alert` interrupts a screen reader, `status` waits for a pause. */
  role?: 'alert' | 'status'
  mb?: 'sm' | 'md'
  children?: ReactNode
}

/** A message that stands in the page. */
export function Notice({ tone, title, icon, role, mb, children }: NoticeProps) {
  return (
    <Alert
      data-tone={tone}
      title={title ?? null}
      icon={icon}
      {...(role === undefined ? {} : { role })}
      mb={mb ?? 0}
    >
      {children}
    </Alert>
  )
}
