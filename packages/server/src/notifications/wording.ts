import type { Message } from './kinds/kind.ts'
import type { NotificationSubject } from './subject.ts'

/** One line for a subject of a mail, the summary of a ticket, a list. */
export function titleOf({ isTest, subjects }: Pick<Message, 'isTest' | 'subjects'>): string {
  const [first] = subjects
  if (first === undefined) return 'Keyway'
  if (isTest) return 'Test message of Keyway'
  if (subjects.length > 1)
    return `${subjects.length} ${subjects.every(isAlert) ? 'alerts' : 'alerts and findings'}`
  const who = first.users[0]?.login ?? ''
  const about = who === '' ? '' : `: ${who}`
  return `${first.change === 'closed' ? 'Closed: ' : `[${first.severity}] `}${first.title}${about}`
}

/** The whole message as plain text, a paragraph for each subject. */
export function textOf({ subjects }: Pick<Message, 'subjects'>): string {
  return subjects.map((subject) => linesOf(subject).join('\n')).join('\n\n')
}

export function linesOf(subject: NotificationSubject): string[] {
  const { change, severity, title, description, users, at, url } = subject
  const state = change === 'closed' ? 'Closed' : `Severity ${severity}`
  const who = users.map(({ login, id }) => (login === '' ? id : login)).join(', ')
  return [
    title,
    `${state}, ${new Date(at).toISOString().replace('T', ' ').slice(0, 16)} UTC`,
    ...(who === '' ? [] : [`User: ${who}`]),
    ...description,
    url,
  ]
}

function isAlert({ topic }: NotificationSubject): boolean {
  return topic === 'alert'
}
