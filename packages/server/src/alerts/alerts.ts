import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { AlertReason, AlertState } from '../db/detection-schema.ts'
import type { Rules } from '../detections/rules.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { startExecutions, type Start, type StartParts } from '../executions/start-executions.ts'
import type { ActiveFlows } from '../flows/active-flows.ts'
import { getFlow } from '../flows/change-flow.ts'
import { toAlertPayload, type AlertNews, type ToldAlert } from './alert-news.ts'
import {
  changeState,
  findAlert,
  insertDeed,
  listAlertEvents,
  listDeeds,
  type AlertDeed,
  type AlertRecord,
} from './store.ts'

export interface AlertParts {
  db: Db
  rules: Rules
  news: AlertNews
  now: () => number
  newId: () => string
  publicUrl: string
  /** Hears of alerts that changed. */
  onChanged: (alertIds: readonly string[]) => void
}

/** One alert with the events behind it, what its detection says, and what was done about it. */
export async function describeAlert({ db, rules }: Pick<AlertParts, 'db' | 'rules'>, id: string) {
  const { seq: _, updatedAt: __, ...alert } = await getAlert(db, id)
  const { set, source } = await rules.current()
  const detection = set.rules.find((rule) => rule.id === alert.detectionId)?.detection
  const events = await listAlertEvents(db, id)
  return {
    ...alert,
    description: detection?.description ?? '',
    tags: [...(detection?.tags ?? [])],
    remedies: [...(detection?.remedies ?? [])],
    remedyFlowId: source.settings[alert.detectionId]?.remedyFlowId ?? null,
    events: events.map(({ payload, ...event }) => ({ ...event, payload: parse(payload) })),
    deeds: await listDeeds(db, id),
  }
}

async function getAlert(db: Db, id: string): Promise<AlertRecord> {
  const found = await findAlert(db, id)
  if (found === undefined) throw new NotFoundError(`There is no alert ${id}.`)
  return found
}

interface StateChange {
  from: readonly AlertState[]
  to: AlertState
  what: AlertDeed['what']
  reason: AlertReason | null
  note: string | null
  by: string
}

/** Moves alerts to a state; answers those that were not there yet. Closing is told. */
export async function changeAlerts(
  parts: AlertParts,
  ids: readonly string[],
  change: StateChange,
): Promise<string[]> {
  const { db, now } = parts
  const changed: string[] = []
  for (const id of ids) {
    const alert = await getAlert(db, id)
    if (alert.state !== 'closed' || change.to !== 'open') {
      if (await changeOne(parts, alert, change)) changed.push(id)
    } else if (await reopen(parts, alert, { ...change, at: now() })) changed.push(id)
  }
  if (changed.length > 0) parts.onChanged(changed)
  return changed
}

async function changeOne(parts: AlertParts, alert: AlertRecord, change: StateChange): Promise<boolean> {
  const { db, newId } = parts
  const at = parts.now()
  const { from, to, what, reason, note, by } = change
  const told =
    to === 'closed' ? await toldOf(parts, { ...alert, state: to, reason, closedAt: at }) : undefined
  return db.transaction().execute(async (transaction) => {
    if (!(await changeState(transaction, alert.id, { from, to, reason, at }))) return false
    const detail = [reason, note].filter((part) => part !== null && part !== '').join(': ')
    const deed = {
      id: newId(),
      alertId: alert.id,
      at,
      actor: by,
      what,
      detail: detail === '' ? null : detail,
    }
    await insertDeed(transaction, deed)
    if (told !== undefined) await parts.news.closed(transaction, told)
    return true
  })
}

/** A matter has one alert at a time that is not closed: another one may be open by now. */
async function reopen(
  parts: AlertParts,
  alert: AlertRecord,
  change: StateChange & { at: number },
): Promise<boolean> {
  try {
    return await changeOne(parts, alert, change)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (!/unique/i.test(message)) throw error
    throw new ConflictError('The same matter has another alert that is not closed. Look there.')
  }
}

export async function noteAlert(
  { db, now, newId, onChanged }: AlertParts,
  { alertId, text, by }: { alertId: string; text: string; by: string },
): Promise<void> {
  await getAlert(db, alertId)
  await insertDeed(db, { id: newId(), alertId, at: now(), actor: by, what: 'noted', detail: text })
  onChanged([alertId])
}

export interface RemedyParts extends AlertParts {
  starting: StartParts
  active: Pick<ActiveFlows, 'program'>
}

/**
 * Runs a flow for each alert with what it would get if the alert had started it. What the flow may do is what it may
 * always do: its limits and guards count.
 *
 * @throws {ConflictError} when no flow is named, or the flow was never published.
 */
export async function remedyAlerts(
  parts: RemedyParts,
  asked: { alertIds: readonly string[]; flowId: string | undefined; dryRun: boolean; by: string },
): Promise<{ alertId: string; executionId: string }[]> {
  const { db, newId, now } = parts
  const { source } = await parts.rules.current()
  const starts: (Start & { alertId: string; flowName: string })[] = []
  for (const alertId of asked.alertIds) {
    const alert = await getAlert(db, alertId)
    const flowId = asked.flowId ?? source.settings[alert.detectionId]?.remedyFlowId
    if (flowId === undefined || flowId === null) {
      throw new ConflictError(
        `No flow is chosen to answer "${alert.title}". Choose one, here or at the detection.`,
      )
    }
    const flow = await getFlow(db, flowId)
    if (flow.published_version_id === null) {
      throw new ConflictError(`"${flow.name}" was never published. Publish it, then run it.`)
    }
    const told = await toldOf(parts, alert)
    starts.push({
      alertId,
      flowName: flow.name,
      flowId,
      versionId: flow.published_version_id,
      program: await parts.active.program(flow.published_version_id),
      mode: 'manual',
      trigger: toAlertPayload(told, parts.publicUrl),
      eventId: null,
      dryRun: asked.dryRun,
    })
  }
  const { executions } = await startExecutions(parts.starting, { starts })
  const started = starts.map(({ alertId, flowName }, index) => ({
    alertId,
    flowName,
    executionId: executions[index]?.executionId ?? '',
  }))
  for (const { alertId, flowName, executionId } of started) {
    const detail = `${flowName}${asked.dryRun ? ' (dry run)' : ''}: ${executionId}`
    await insertDeed(db, { id: newId(), alertId, at: now(), actor: asked.by, what: 'remedied', detail })
  }
  parts.onChanged(asked.alertIds)
  return started.map(({ alertId, executionId }) => ({ alertId, executionId }))
}

async function toldOf({ db, rules }: AlertParts, alert: AlertRecord): Promise<ToldAlert> {
  const { set } = await rules.current()
  const events = await listAlertEvents(db, alert.id)
  const last: Json = parse(events.at(-1)?.payload ?? 'null')
  const event: JsonObject | null = isJsonObject(last) ? last : null
  const rule = set.rules.find(({ id }) => id === alert.detectionId)
  return { alert, rule, event, eventIds: events.map(({ id }) => id) }
}

function parse(text: string): Json {
  const value: Json = JSON.parse(text)
  return value
}
