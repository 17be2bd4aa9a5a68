import { hash } from 'node:crypto'
import {
  loadRules,
  nativeDetections,
  withExceptions,
  type Detection,
  type RuleFile,
  type RuleReport,
  type Severity,
} from '@keyway/identity'
import { InputError } from '@keyway/sdk'

/** Everything that decides which rules run and how. Plain data: it is handed to the thread that runs them. */
export interface RuleSource {
  /** Rules of the organisation. */
  files: readonly RuleFile[]
  /** What placeholders stand for, by name in lower case. */
  parameters: Readonly<Record<string, readonly string[]>>
  settings: Readonly<Record<string, DetectionSetting>>
  exceptions: readonly DetectionException[]
}

/** Null: as the detection says of itself. */
export interface DetectionSetting {
  isOn: boolean | null
  severity: Severity | null
  groupBy: readonly string[] | null
  /** How long after its end an alert takes what is the same, in milliseconds. */
  quietMs: number | null
  remedyFlowId: string | null
}

export interface DetectionException {
  id: string
  detectionId: string
  filter: string
  reason: string
  expiresAt: number | null
}

/** A rule, whether it runs or not. */
export interface KnownRule {
  id: string
  title: string
  /** The file it stands in; null for one of Keyway's own. */
  file: string | null
  status: RuleReport['status']
  /** Why it is not loaded; for a loaded one what to know about it. */
  reason: string
  isOn: boolean
  /** Changes with the rule. */
  version: string
  severity: Severity
  /** What it is; undefined for one that is not loaded. */
  detection?: Detection
}

export interface RuleSet {
  rules: readonly KnownRule[]
  /** What runs, exceptions and all. */
  running: readonly Detection[]
}

export const noSetting: DetectionSetting = {
  isOn: null,
  severity: null,
  groupBy: null,
  quietMs: null,
  remedyFlowId: null,
}

/** A day: what comes back within it is no news. */
export const standardQuietMs = 86_400_000

/** Findings of single events are one matter by whoever acted, else by where it came from. */
const standardGroupBy = ['actor.id', 'client.ipAddress']

const builtIn = 'built in'

/** Loads Keyway's own detections and those of the organisation. What cannot be loaded is told, and keeps nothing else. */
export function loadRuleSet(source: RuleSource): RuleSet {
  const parameters = new Map(Object.entries(source.parameters))
  const natives = nativeDetections(parameters)
  const ownIds = new Set(natives.map(({ id }) => id))
  const loaded = loadRules(source.files, parameters)
  const byId = new Map(loaded.detections.map((detection) => [detection.id, detection]))
  const texts = new Map(source.files.map(({ file, text }) => [file, text]))
  const own = natives.map((detection) =>
    toRule(source, { detection, id: detection.id, title: detection.title, file: null, version: builtIn }),
  )
  const seen = new Set<string>()
  const brought = loaded.reports.map((report) => {
    const { file, id, title, status, reason } = report
    const detection = byId.get(id)
    const version = hash('sha256', texts.get(file.replace(/#\d+$/, '')) ?? '').slice(0, 12)
    const isDouble = id !== '' && seen.has(id)
    seen.add(id)
    if (isDouble) {
      const why = `Another file has a rule with the id ${id} already; that one counts.`
      return toRule(source, { id, title, file, version, status: 'rejected', reason: why })
    }
    return toRule(source, {
      id,
      title,
      file,
      version,
      status,
      reason,
      ...(detection === undefined || ownIds.has(detection.id) ? {} : { detection }),
    })
  })
  const rules = [...own, ...brought]
  const on = rules.flatMap(({ isOn, detection }) => (isOn && detection !== undefined ? [detection] : []))
  // Rules over alerts hear of rules that are off, too; those then raise nothing themselves.
  const readsAlerts = on.some((detection) => typesOf(detection)?.has('alert.raised') === true)
  const silent = readsAlerts
    ? rules.flatMap(({ isOn, detection }) =>
        !isOn && detection !== undefined ? [{ ...detection, silent: true }] : [],
      )
    : []
  return { rules, running: [...on, ...silent] }
}

type Found = Pick<KnownRule, 'id' | 'title' | 'file' | 'version'> & {
  status?: KnownRule['status']
  reason?: string
  detection?: Detection
}

function toRule(source: RuleSource, found: Found): KnownRule {
  const { id, title, file, version, status = 'loaded', reason = '' } = found
  const setting = source.settings[id] ?? noSetting
  const detection = found.detection === undefined ? undefined : adapt(source, found.detection, setting)
  if (detection instanceof InputError) {
    const why = `One of its exceptions cannot be understood, so it does not run: ${detection.message}`
    return { id, title, file, version, status: 'rejected', reason: why, isOn: false, severity: 'medium' }
  }
  // What an organisation brings is looked at first, and switched on then.
  const isOn = detection !== undefined && (setting.isOn ?? file === null)
  const severity = setting.severity ?? detection?.severity ?? 'medium'
  return {
    id,
    title,
    file,
    version,
    status,
    reason,
    isOn,
    severity,
    ...(detection === undefined ? {} : { detection }),
  }
}

function adapt(source: RuleSource, detection: Detection, setting: DetectionSetting): Detection | InputError {
  const exceptions = source.exceptions
    .filter(({ detectionId }) => detectionId === detection.id)
    .map(({ filter, expiresAt }) => (expiresAt === null ? { filter } : { filter, until: expiresAt }))
  try {
    return withExceptions({ ...detection, groupBy: setting.groupBy ?? standardGroupBy }, exceptions)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

/** Event types that a detection looks at, in lower case; undefined for all. */
export function typesOf({ logic }: Detection): ReadonlySet<string> | undefined {
  return logic.kind === 'event' ? logic.test.types : logic.selects.types
}

/** How far back a detection looks, in milliseconds; 0 for one that looks at each event for itself. */
export function reachOf({ logic }: Detection): number {
  return logic.kind === 'event' ? 0 : logic.withinMs
}
