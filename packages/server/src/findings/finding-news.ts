import type { Check } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { Outcome } from '../checks/evaluate.ts'
import type { Db } from '../db/database.ts'
import type { OwnEvent, OwnEvents } from '../ingest/own-events/own-events.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { NotificationSubject } from '../notifications/subject.ts'
import type { Finding } from './store.ts'

/** More findings of a check at once are told of as one event with their number: they must not start a flow each. */
const mostTold = 100

/** Tells flows and notification targets of findings, in the transaction that stores them. */
export function createFindingNews(parts: {
  jobs: Pick<Jobs, 'enqueue'>
  ownEvents: Pick<OwnEvents, 'jobsOf'>
  notify: (transaction: Db, subjects: readonly NotificationSubject[]) => Promise<void>
  publicUrl: string
}): (transaction: Db, outcome: Outcome) => Promise<void> {
  const { ownEvents, jobs, publicUrl } = parts

  async function tell(
    db: Db,
    { check, org }: Outcome,
    { findings, change }: { findings: readonly Finding[]; change: 'opened' | 'closed' },
  ): Promise<void> {
    if (findings.length === 0) return
    const events =
      findings.length > mostTold
        ? [eventOfMany(check, { org, findings, change })]
        : findings.map((finding) => eventOf(check, finding, { change, publicUrl }))
    const told = events.flatMap((event) => ownEvents.jobsOf(event))
    if (told.length > 0) await jobs.enqueue(db, told)
    if (findings.length <= mostTold)
      await parts.notify(
        db,
        findings.map((finding) => toSubject(check, finding, { change, publicUrl })),
      )
  }

  return async (db, outcome) => {
    if (outcome.isMuted) return
    await tell(db, outcome, { findings: outcome.opened, change: 'opened' })
    await tell(db, outcome, { findings: outcome.closed, change: 'closed' })
  }
}

interface How {
  change: 'opened' | 'closed'
  publicUrl: string
}

function eventOf(check: Check, finding: Finding, { change, publicUrl }: How): OwnEvent {
  const type = `finding.${change}`
  // It may open and close again.
  const identity = `${type}:${finding.id}:${finding.times_opened}`
  const at = change === 'opened' ? finding.opened_at : (finding.closed_at ?? finding.changed_at)
  return {
    type,
    identity,
    subject: finding.object_id,
    at,
    payload: toFindingPayload(check, finding, publicUrl),
  }
}

function eventOfMany(
  check: Check,
  { org, findings, change }: { org: string; findings: readonly Finding[]; change: How['change'] },
): OwnEvent {
  const at = Math.max(...findings.map(({ changed_at }) => changed_at))
  return {
    type: `findings.${change}`,
    identity: `findings.${change}:${org}:${check.id}:${at}`,
    subject: check.id,
    at,
    payload: { org, check: describe(check), count: findings.length },
  }
}

/** What a flow gets of a finding, whether the finding starts it or a person. */
export function toFindingPayload(check: Check, finding: Finding, publicUrl: string): JsonObject {
  const { id, org, severity, status, reason, evidence, opened_at, closed_at, closed_by } = finding
  return {
    id,
    url: `${publicUrl}/findings/${id}`,
    org,
    check: describe(check),
    severity,
    status,
    object: { kind: finding.object_kind, id: finding.object_id, name: finding.object_name },
    reason,
    evidence,
    openedAt: new Date(opened_at).toISOString(),
    closedAt: closed_at === null ? null : new Date(closed_at).toISOString(),
    closedBy: closed_by,
    timesOpened: finding.times_opened,
  }
}

function describe({ id, title, frameworks, remedy }: Check): JsonObject {
  return { id, title, frameworks: [...frameworks], remedy: remedy.words }
}

function toSubject(check: Check, finding: Finding, { change, publicUrl }: How): NotificationSubject {
  const { id, severity, object_kind, object_id, object_name, reason, evidence, opened_at } = finding
  const login = typeof evidence['login'] === 'string' ? evidence['login'] : ''
  const isUser = object_kind === 'user'
  return {
    topic: 'finding',
    change,
    id,
    ruleId: check.id,
    title: check.title,
    severity,
    description: [check.meaning, `${object_name}: ${reason}`, check.remedy.words],
    scope: object_kind,
    topics: [check.id.slice(0, 3)],
    frameworks: check.frameworks.filter((one) => one.includes(':')),
    users: isUser
      ? [{ id: object_id, login, email: login.includes('@') ? login : '', firstSeen: opened_at }]
      : [],
    eventIds: typeof evidence['event'] === 'string' ? [evidence['event']] : [],
    at: change === 'opened' ? opened_at : (finding.closed_at ?? finding.changed_at),
    url: `${publicUrl}/findings/${id}`,
  }
}
