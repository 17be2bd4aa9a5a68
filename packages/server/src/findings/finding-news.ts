import type { Check } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { Outcome } from '../checks/evaluate.ts'
import type { Db } from '../db/database.ts'
import type { OwnEvent, OwnEvents } from '../ingest/own-events/own-events.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { NotificationSubject } from '../notifications/subject.ts'
import type { Finding } from './store.ts'

/** More findings of a check at once are told of as one event that lists them: they must not start a flow each. */
const mostTold = 100
/** So many of them are listed: some megabytes. Those behind them are in the list of findings only, and the event says so. */
const mostListed = 10_000

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
    const how = { change, publicUrl }
    const isMany = findings.length > mostTold
    const events = isMany
      ? [eventOfMany(check, { org, findings }, how)]
      : findings.map((finding) => eventOf(check, finding, how))
    const told = events.flatMap((event) => ownEvents.jobsOf(event))
    if (told.length > 0) await jobs.enqueue(db, told)
    const subjects = isMany
      ? [toSubjectOfMany(check, { org, findings }, how)]
      : findings.map((finding) => toSubject(check, finding, how))
    await parts.notify(db, subjects)
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

interface Many {
  org: string
  findings: readonly Finding[]
}

function eventOfMany(check: Check, { org, findings }: Many, { change, publicUrl }: How): OwnEvent {
  const at = latestOf(findings)
  const listed = findings.slice(0, mostListed)
  return {
    type: `findings.${change}`,
    identity: identityOfMany(check, { org, findings }, change),
    subject: check.id,
    at,
    payload: {
      org,
      check: describe(check),
      count: findings.length,
      severity: gravestOf(findings),
      severities: countSeverities(findings),
      findings: listed.map((finding) => ({
        id: finding.id,
        severity: finding.severity,
        object: { kind: finding.object_kind, id: finding.object_id, name: finding.object_name },
        reason: finding.reason,
      })),
      unlisted: findings.length - listed.length,
      url: urlOfMany(check, { change, publicUrl }),
    },
  }
}

function identityOfMany(check: Check, { org, findings }: Many, change: How['change']): string {
  return `findings.${change}:${org}:${check.id}:${latestOf(findings)}`
}

function latestOf(findings: readonly Finding[]): number {
  return findings.reduce((latest, { changed_at }) => Math.max(latest, changed_at), 0)
}

function countSeverities(findings: readonly Finding[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(findings, ({ severity }) => severity)].map(([severity, some]) => [severity, some.length]),
  )
}

function gravestOf(findings: readonly Finding[]): Finding['severity'] {
  const grave = new Set(findings.map(({ severity }) => severity))
  return (['critical', 'high', 'medium', 'low'] as const).find((severity) => grave.has(severity)) ?? 'low'
}

function urlOfMany(check: Check, { change, publicUrl }: How): string {
  const query = new URLSearchParams({
    ...(change === 'opened' ? {} : { state: 'closed' }),
    check: check.id,
  })
  return `${publicUrl}/findings?${query.toString()}`
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

/** A message about so many is one message. It names some of the users; all are in the list that it leads to. */
function toSubjectOfMany(
  check: Check,
  { org, findings }: Many,
  { change, publicUrl }: How,
): NotificationSubject {
  const shown = findings.slice(0, mostTold).map((finding) => toSubject(check, finding, { change, publicUrl }))
  const [first] = shown
  const counted = Object.entries(countSeverities(findings)).map(([severity, count]) => `${count} ${severity}`)
  const names = findings.slice(0, 10).map(({ object_name }) => object_name)
  return {
    topic: 'finding',
    change,
    id: identityOfMany(check, { org, findings }, change),
    ruleId: check.id,
    title: `${check.title}: ${findings.length} findings`,
    severity: gravestOf(findings),
    description: [
      check.meaning,
      `${findings.length} findings at once in ${org}: ${counted.join(', ')}. Among them ${names.join(', ')}.`,
      check.remedy.words,
    ],
    scope: check.about,
    topics: first?.topics ?? [],
    frameworks: first?.frameworks ?? [],
    users: shown.flatMap(({ users }) => users),
    eventIds: [...new Set(shown.flatMap(({ eventIds }) => eventIds))],
    at: latestOf(findings),
    url: urlOfMany(check, { change, publicUrl }),
  }
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
