import { severities, type Finding, type Severity } from '@keyway/identity'
import { isJsonObject, type JsonObject } from '@keyway/sdk'

/** Findings of one detection about one thing, taken together. Plain data. */
export interface Matter {
  detectionId: string
  key: string
  severity: Severity
  /** The rule's own words for why it fired, the last time. */
  evidence: JsonObject
  /** How often it fired. */
  findings: number
  /** When the first and the last event of it happened. */
  firstAt: number
  lastAt: number
  /** Ids of the stored events behind it, oldest first; of very many the first and the last. */
  events: readonly string[]
  /** The last of them as the System Log has it; null where the end of a time was the reason. */
  event: JsonObject | null
}

export const mostEvents = 200

/** Gathers findings by matter, in the order in which each came up first. Silent detections raise none. */
export function gatherMatters(findings: readonly Finding[]): Matter[] {
  const matters = new Map<string, Matter>()
  for (const finding of findings) {
    if (finding.detection.silent === true) continue
    const id = JSON.stringify([finding.detection.id, finding.key])
    const known = matters.get(id)
    const matter = toMatter(finding)
    matters.set(id, known === undefined ? matter : mergeMatters(known, matter))
  }
  return [...matters.values()]
}

function mergeMatters(before: Matter, after: Matter): Matter {
  return {
    ...after,
    severity: moreSerious(before.severity, after.severity),
    findings: before.findings + after.findings,
    firstAt: Math.min(before.firstAt, after.firstAt),
    lastAt: Math.max(before.lastAt, after.lastAt),
    events: mergeEvents(before.events, after.events),
    event: after.event ?? before.event,
  }
}

/** The first and the last ones where there are too many. */
function mergeEvents(before: readonly string[], after: readonly string[]): string[] {
  const all = [...new Set([...before, ...after])]
  return all.length <= mostEvents ? all : [...all.slice(0, mostEvents / 2), ...all.slice(-mostEvents / 2)]
}

export function moreSerious(one: Severity, other: Severity): Severity {
  return severities.indexOf(one) >= severities.indexOf(other) ? one : other
}

function toMatter({ detection, severity, key, at, evidence, uuids, event }: Finding): Matter {
  const { severity: _, ...said } = evidence
  return {
    detectionId: detection.id,
    key,
    severity,
    evidence: said,
    findings: 1,
    firstAt: at,
    lastAt: at,
    events: mergeEvents([], uuids),
    event: event !== undefined && isJsonObject(event) ? event : null,
  }
}
