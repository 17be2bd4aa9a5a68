import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { KnownRule } from '../detections/rule-set.ts'
import type { OwnEvents } from '../ingest/own-events/own-events.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { NotificationSubject } from '../notifications/subject.ts'
import { usersOf } from './alert-subject.ts'
import type { AlertRecord } from './store.ts'

/** What is told of an alert. */
export interface ToldAlert {
  alert: Omit<AlertRecord, 'seq'>
  rule: KnownRule | undefined
  /** The last event behind it, as the System Log has it. */
  event: JsonObject | null
  eventIds: readonly string[]
}

/** Tells flows and notification targets of alerts, in the transaction that stores them. */
export interface AlertNews {
  raised: (transaction: Db, told: ToldAlert) => Promise<void>
  closed: (transaction: Db, told: ToldAlert) => Promise<void>
}

export function createAlertNews(parts: {
  jobs: Pick<Jobs, 'enqueue'>
  ownEvents: Pick<OwnEvents, 'jobsOf'>
  notify: (transaction: Db, subjects: readonly NotificationSubject[]) => Promise<void>
  publicUrl: string
}): AlertNews {
  async function tell(transaction: Db, told: ToldAlert, change: 'opened' | 'closed'): Promise<void> {
    const { alert } = told
    const at = change === 'opened' ? alert.createdAt : (alert.closedAt ?? alert.updatedAt)
    const type = change === 'opened' ? 'alert.raised' : 'alert.closed'
    const jobs = parts.ownEvents.jobsOf({
      type,
      // A reopened alert may be closed again.
      identity: change === 'opened' ? `${type}:${alert.id}` : `${type}:${alert.id}:${at}`,
      subject: alert.subject?.id ?? alert.detectionId,
      at,
      payload: toAlertPayload(told, parts.publicUrl),
    })
    if (jobs.length > 0) await parts.jobs.enqueue(transaction, jobs)
    await parts.notify(transaction, [toSubject(told, { change, at, publicUrl: parts.publicUrl })])
  }

  return {
    raised: (transaction, told) => tell(transaction, told, 'opened'),
    closed: (transaction, told) => tell(transaction, told, 'closed'),
  }
}

/** What a flow gets of an alert, whether the alert starts it or a person. */
export function toAlertPayload({ alert, rule, event, eventIds }: ToldAlert, publicUrl: string): JsonObject {
  const { id, title, severity, state, reason, key, evidence, findings, firstSeen, lastSeen, subject } = alert
  return {
    id,
    url: alertUrl(publicUrl, id),
    title,
    severity,
    state,
    reason,
    detection: { id: alert.detectionId, title, tags: [...(rule?.detection?.tags ?? [])] },
    subject: subject === null ? null : { ...subject },
    key,
    evidence,
    findings,
    firstSeen: new Date(firstSeen).toISOString(),
    lastSeen: new Date(lastSeen).toISOString(),
    eventIds: [...eventIds],
    event,
  }
}

function toSubject(
  { alert, rule, event, eventIds }: ToldAlert,
  { change, at, publicUrl }: { change: 'opened' | 'closed'; at: number; publicUrl: string },
): NotificationSubject {
  const { id, detectionId, title, severity, subject, firstSeen } = alert
  const tags = rule?.detection?.tags ?? []
  return {
    topic: 'alert',
    change,
    id,
    ruleId: detectionId,
    title,
    severity,
    description: describe(alert, rule),
    scope: subject === null ? 'org' : subject.kind.toLowerCase(),
    topics: tags.filter((tag) => tag.startsWith('itdr.')).map((tag) => tag.slice(5).toUpperCase()),
    frameworks: tags
      .filter((tag) => tag.startsWith('attack.'))
      .map((tag) => `MITRE ATT&CK ${tag.slice(7).toUpperCase()}`),
    users: usersOf(subject ?? undefined, event).map((user) => ({
      id: user.id,
      login: user.login ?? '',
      email: user.login?.includes('@') === true ? user.login : '',
      firstSeen,
    })),
    eventIds,
    at,
    url: alertUrl(publicUrl, id),
  }
}

function describe({ evidence, subject }: ToldAlert['alert'], rule: KnownRule | undefined): string[] {
  const about = subject?.name ?? subject?.login ?? subject?.id
  const said = Object.entries(evidence).map(([name, value]) => `${name}: ${printValue(value)}`)
  return [
    rule?.detection?.description ?? '',
    about === undefined ? '' : `It is about ${about}.`,
    said.join('; '),
  ].filter((sentence) => sentence !== '')
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(printValue).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function alertUrl(publicUrl: string, id: string): string {
  return `${publicUrl}/alerts/${id}`
}
