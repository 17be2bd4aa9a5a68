import type { JsonObject } from '@keyway/sdk'
import type { CheckSeverity, Found } from './check.ts'
import type { AnswerRow } from './reader.ts'

const dayMs = 86_400_000

/** Whole days from a moment to now. */
export function daysSince(at: number, now: number): number {
  return Math.floor((now - at) / dayMs)
}

/** Times are shown as people read them: columns that end in `_at` hold milliseconds since 1970. */
function toEvidence(row: AnswerRow): JsonObject {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !['id', 'name', 'severity'].includes(name))
      .map(([name, value]) => [
        name,
        name.endsWith('_at') && value !== null ? new Date(Number(value)).toISOString() : value,
      ]),
  )
}

/** Rows with `id` and `name` as what is wrong; all other columns are the evidence. */
export function foundIn(
  rows: readonly AnswerRow[],
  kind: string,
  about: (row: AnswerRow) => string | { reason: string; severity: CheckSeverity },
): Found[] {
  return rows.map((row) => {
    const said = about(row)
    return {
      kind,
      id: String(row['id']),
      name: String(row['name'] ?? row['id']),
      evidence: toEvidence(row),
      ...(typeof said === 'string' ? { reason: said } : said),
    }
  })
}

/** What is wrong with the org as a whole. */
export function foundInOrg(
  org: string,
  said: { reason: string; evidence: JsonObject; severity?: CheckSeverity },
): Found {
  return { kind: 'org', id: org, name: org, ...said }
}

/** Faults, as the checks of settings gather them, as a sentence. */
export function sentence(faults: readonly string[]): string {
  const text = faults.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
