import type { EventField } from '@keyway/sdk'

/** What flows look for in an alert. */
export const alertFields: readonly EventField[] = [
  { key: 'severity', title: 'Severity', path: 'severity', type: 'text' },
  { key: 'detection.id', title: 'Detection', path: 'detection.id', type: 'text' },
  { key: 'title', title: 'Title', path: 'title', type: 'text' },
  { key: 'subject.id', title: 'Id of whom it is about', path: 'subject.id', type: 'text' },
  { key: 'subject.login', title: 'Login of whom it is about', path: 'subject.login', type: 'text' },
  { key: 'subject.kind', title: 'Kind of whom it is about', path: 'subject.kind', type: 'text' },
  { key: 'evidence', title: 'Evidence', path: 'evidence', type: 'object' },
  { key: 'findings', title: 'Findings', path: 'findings', type: 'number' },
  { key: 'event', title: 'Last event', path: 'event', type: 'object' },
  { key: 'reason', title: 'Why it was closed', path: 'reason', type: 'text' },
  { key: 'id', title: 'Id of the alert', path: 'id', type: 'text' },
  { key: 'url', title: 'Address in the console', path: 'url', type: 'text' },
]
