import type { Severity } from '@keyway/identity'
import type { Json, JsonObject } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { mostEvents, moreSerious, type Matter } from '../detections/matters.ts'
import { noSetting, standardQuietMs, type KnownRule, type RuleSource } from '../detections/rule-set.ts'
import { toAlertId } from './alert-id.ts'
import { subjectOf, type AlertSubject } from './alert-subject.ts'
import type { AlertNews } from './alert-news.ts'
import {
  findActive,
  findLastClosed,
  insertAlert,
  insertAlertEvents,
  keepAlertEvents,
  updateAlert,
  type AlertRecord,
} from './store.ts'

export interface RaiseParts {
  rules: ReadonlyMap<string, KnownRule>
  settings: RuleSource['settings']
  /** Payload of a stored event as JSON text. */
  payloadOf: (eventId: string) => Promise<string | undefined>
  /** Whether a user holds an admin role, as far as the inventory knows. */
  isAdministrator: (userId: string) => Promise<boolean>
  news: AlertNews
  now: () => number
}

/**
 * Makes alerts of what was found, in the transaction that moves the place of the reader: a matter that has an active alert
 * joins it, one that somebody closed a moment ago is no news, and any other is a new alert, of which flows and
 * notification targets are told in the same transaction. Answers the ids of alerts that are new or changed.
 */
export async function raiseAlerts(
  transaction: Db,
  matters: readonly Matter[],
  parts: RaiseParts,
): Promise<string[]> {
  const changed: string[] = []
  for (const matter of matters) changed.push(await raise(transaction, matter, parts))
  return changed
}

async function raise(db: Db, matter: Matter, parts: RaiseParts): Promise<string> {
  const { detectionId, key } = matter
  const setting = parts.settings[detectionId] ?? noSetting
  const severity = setting.severity ?? matter.severity
  const joined =
    (await findActive(db, detectionId, key)) ??
    (await findQuiet(db, matter, setting.quietMs ?? standardQuietMs))
  if (joined !== undefined) {
    await join(db, { alert: joined, matter: { ...matter, severity }, at: parts.now() })
    return joined.id
  }
  const rule = parts.rules.get(detectionId)
  const event = matter.event ?? (await findLastEvent(matter, parts))
  const subject = subjectOf({ key, event }) ?? null
  const at = parts.now()
  const alert = {
    id: toAlertId({ detectionId, key, firstEvent: matter.events[0] ?? '', at: matter.firstAt }),
    detectionId,
    title: rule?.title ?? detectionId,
    ruleVersion: rule?.version ?? '',
    severity: setting.severity ?? (await weigh({ severity, rule, subject }, parts)),
    key,
    state: 'open' as const,
    reason: null,
    subject,
    evidence: matter.evidence,
    findings: matter.findings,
    firstSeen: matter.firstAt,
    lastSeen: matter.lastAt,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
  }
  if (!(await insertAlert(db, alert))) return alert.id
  await insertAlertEvents(db, alert.id, matter.events)
  await parts.news.raised(db, { alert, rule, event, eventIds: matter.events })
  return alert.id
}

/** The same thing is more serious where it happens to somebody with admin rights. */
async function weigh(
  {
    severity,
    rule,
    subject,
  }: { severity: Severity; rule: KnownRule | undefined; subject: AlertSubject | null },
  { isAdministrator }: RaiseParts,
): Promise<Severity> {
  const atLeast = rule?.detection?.severityForAdministrators
  if (atLeast === undefined || subject?.kind !== 'User') return severity
  return (await isAdministrator(subject.id)) ? moreSerious(severity, atLeast) : severity
}

/** An alert that somebody closed and that the matter still belongs to. What comes after a fix was not fixed. */
async function findQuiet(
  db: Db,
  { detectionId, key, lastAt }: Matter,
  quietMs: number,
): Promise<AlertRecord | undefined> {
  const last = await findLastClosed(db, detectionId, key)
  if (last === undefined || last.closedAt === null) return undefined
  if (last.reason === 'fixed' && lastAt > last.closedAt) return undefined
  return lastAt <= Math.max(last.lastSeen, last.closedAt) + quietMs ? last : undefined
}

async function join(
  db: Db,
  { alert, matter, at }: { alert: AlertRecord; matter: Matter; at: number },
): Promise<void> {
  await updateAlert(db, {
    ...alert,
    severity: moreSerious(alert.severity, matter.severity),
    evidence: matter.evidence,
    findings: alert.findings + matter.findings,
    firstSeen: Math.min(alert.firstSeen, matter.firstAt),
    lastSeen: Math.max(alert.lastSeen, matter.lastAt),
    updatedAt: at,
  })
  await insertAlertEvents(db, alert.id, matter.events)
  await keepAlertEvents(db, alert.id, mostEvents)
}

async function findLastEvent({ events }: Matter, parts: RaiseParts): Promise<JsonObject | null> {
  const last = events.at(-1)
  const payload = last === undefined ? undefined : await parts.payloadOf(last)
  const event: Json = payload === undefined ? null : JSON.parse(payload)
  return typeof event === 'object' && event !== null && !Array.isArray(event) ? event : null
}
