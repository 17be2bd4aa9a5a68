import type { detections as contract } from '@keyway/api'
import { compileLogFilter, loadRules, type RuleReport } from '@keyway/identity'
import type { z } from '@keyway/sdk'
import { countByDetection } from '../alerts/store.ts'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { noSetting, reachOf, standardQuietMs, typesOf, type KnownRule } from './rule-set.ts'
import { directoryPrefix, type Rules } from './rules.ts'
import {
  deleteException,
  deleteRule,
  insertException,
  keepRule,
  keepSetting,
  listExceptions,
  listSettings,
  markChanged,
} from './store.ts'

type Summary = z.input<typeof contract.detection>
type Detail = z.input<typeof contract.getDetection.answer>
type Change = z.output<typeof contract.changeDetection.body>

export interface DetectionParts {
  db: Db
  rules: Rules
  now: () => number
  newId: () => string
}

const countedMs = 30 * 86_400_000

export async function listDetections({ db, rules, now }: DetectionParts): Promise<Summary[]> {
  const { set } = await rules.current()
  const counts = await countByDetection(db, now() - countedMs)
  return set.rules.map((rule) => toSummary(rule, counts.get(rule.id)))
}

export async function getDetection(parts: DetectionParts, id: string): Promise<Detail> {
  const { db, rules, now } = parts
  const { set, source } = await rules.current()
  const rule = set.rules.find((one) => one.id === id)
  if (rule === undefined) throw unknown(id)
  const counts = await countByDetection(db, now() - countedMs)
  const setting = source.settings[id] ?? noSetting
  const { detection } = rule
  const reach = detection === undefined ? 0 : reachOf(detection)
  const types = detection === undefined ? undefined : typesOf(detection)
  return {
    ...toSummary(rule, counts.get(id)),
    version: rule.version,
    author: detection?.author ?? '',
    license: detection?.license ?? null,
    references: [...(detection?.references ?? [])],
    falsePositives: [...(detection?.falsePositives ?? [])],
    eventTypes: types === undefined ? null : [...types].toSorted(),
    withinMs: reach === 0 ? null : reach,
    groupBy: [...(detection?.groupBy ?? [])],
    quietMs: setting.quietMs ?? standardQuietMs,
    remedies: [...(detection?.remedies ?? [])],
    remedyFlowId: setting.remedyFlowId,
    exceptions: (await listExceptions(db))
      .filter(({ detectionId }) => detectionId === id)
      .map(({ detectionId: _, ...exception }) => exception),
    text: source.files.find(({ file }) => file === rule.file?.replace(/#\d+$/, ''))?.text ?? null,
  }
}

/** Throws ConflictError when a rule that is not loaded is to be switched on. */
export async function changeDetection(
  parts: DetectionParts,
  { id, change, by }: { id: string; change: Change; by: string },
): Promise<void> {
  const { db, rules, now } = parts
  const { set } = await rules.current()
  const rule = set.rules.find((one) => one.id === id)
  if (rule === undefined) throw unknown(id)
  if (change.isOn === true && rule.detection === undefined) {
    throw new ConflictError(`"${rule.title}" cannot run: ${rule.reason}`)
  }
  const before = (await listSettings(db))[id] ?? noSetting
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const setting = { ...before, ...given }
  await db.transaction().execute(async (transaction) => {
    await keepSetting(transaction, { detectionId: id, setting, at: now(), by })
    await markChanged(transaction, parts.newId())
  })
}

/** Throws InputError for a filter that cannot be understood. */
export async function addException(
  parts: DetectionParts,
  given: { detectionId: string; filter: string; reason: string; expiresAt: number | null; by: string },
): Promise<void> {
  const { db, rules, now, newId } = parts
  const { by, ...exception } = given
  const { set } = await rules.current()
  if (!set.rules.some(({ id }) => id === given.detectionId)) throw unknown(given.detectionId)
  compileLogFilter(given.filter)
  await db.transaction().execute(async (transaction) => {
    await insertException(transaction, { ...exception, id: newId(), createdAt: now(), createdBy: by })
    await markChanged(transaction, newId())
  })
}

export async function removeException({ db, newId }: DetectionParts, exceptionId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (!(await deleteException(transaction, exceptionId))) {
      throw new NotFoundError(`There is no exception ${exceptionId}.`)
    }
    await markChanged(transaction, newId())
  })
}

/** What would become of a file of rules, beside those that are there. */
export async function checkRuleFile(
  { rules }: Pick<DetectionParts, 'rules'>,
  { name, text }: { name: string; text: string },
): Promise<RuleReport[]> {
  const { source } = await rules.current()
  const others = source.files.filter(({ file }) => file !== name)
  const parameters = new Map(Object.entries(source.parameters))
  const { reports } = loadRules([...others, { file: name, text }], parameters)
  return reports.filter(({ file }) => file === name || file.startsWith(`${name}#`))
}

/** Keeps a file of rules. One that cannot be understood is kept as well, and shown with the reason. */
export async function keepRuleFile(
  parts: DetectionParts,
  { name, text, by }: { name: string; text: string; by: string },
): Promise<RuleReport[]> {
  const { db, now, newId } = parts
  if (name.startsWith(directoryPrefix)) {
    throw new ConflictError(
      `Files below "${directoryPrefix}" are those of the directory of rules. Choose another name.`,
    )
  }
  const reports = await checkRuleFile(parts, { name, text })
  await db.transaction().execute(async (transaction) => {
    await keepRule(transaction, { id: newId(), name, text, at: now(), by })
    await markChanged(transaction, newId())
  })
  return reports
}

export async function removeRuleFile({ db, newId }: DetectionParts, name: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (!(await deleteRule(transaction, name)))
      throw new NotFoundError(`There is no file of rules "${name}".`)
    await markChanged(transaction, newId())
  })
}

function toSummary(rule: KnownRule, counted: { alerts: number; lastSeen: number } | undefined): Summary {
  const { id, title, status, reason, isOn, severity, file, detection } = rule
  return {
    id: id === '' ? (file ?? '') : id,
    title: title === '' ? (file ?? id) : title,
    status,
    reason,
    isOn,
    severity,
    ownSeverity: detection?.severity ?? null,
    language: detection?.language ?? null,
    file,
    description: detection?.description ?? '',
    tags: [...(detection?.tags ?? [])],
    alerts: counted?.alerts ?? 0,
    lastSeen: counted?.lastSeen ?? null,
  }
}

function unknown(id: string): NotFoundError {
  return new NotFoundError(`There is no detection "${id}".`)
}
