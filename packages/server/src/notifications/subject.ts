import type { Severity } from '@keyway/identity'

/** What notification targets are told of: an alert or a finding that opened or closed. Plain data. */
export interface NotificationSubject {
  topic: 'alert' | 'finding'
  change: 'opened' | 'closed'
  /** Of the alert or the finding. */
  id: string
  /** The detection or the check. */
  ruleId: string
  title: string
  severity: Severity
  /** What happened, in sentences. */
  description: readonly string[]
  /** What it is about: `user`, `app`, `org`. */
  scope: string
  /** Groups of rules that it belongs to, such as `MFA`. */
  topics: readonly string[]
  /** What it is called in frameworks: `MITRE ATT&CK T1621`. */
  frameworks: readonly string[]
  users: readonly NotifiedUser[]
  /** Ids of the log events behind it. */
  eventIds: readonly string[]
  /** Milliseconds since 1970. */
  at: number
  /** Where people see it in the console. */
  url: string
}

export interface NotifiedUser {
  id: string
  login: string
  email: string
  /** Milliseconds since 1970. */
  firstSeen: number
}
