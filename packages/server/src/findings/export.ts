import { findCheck } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { toCsvLine } from './csv.ts'
import { listFindings, type Finding, type FindingFilter } from './store.ts'

/** Findings as text, page by page: CSV, or one OCSF Compliance Finding (class 2003, OCSF 1.3) a line. */
export async function* exportFindings(
  db: Db,
  filter: FindingFilter,
  format: 'csv' | 'ocsf',
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  if (format === 'csv') yield encoder.encode(toCsvLine(columns))
  let cursor: string | undefined
  do {
    const page = await listFindings(db, filter, { cursor, limit: 500 })
    const lines = page.items.map((finding) =>
      format === 'csv' ? toRow(finding) : `${JSON.stringify(toOcsf(finding))}\n`,
    )
    yield encoder.encode(lines.join(''))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

const columns = [
  'id',
  'check',
  'title',
  'severity',
  'status',
  'org',
  'object_kind',
  'object_id',
  'object_name',
  'reason',
  'opened_at',
  'closed_at',
  'closed_by',
  'times_opened',
  'evidence',
]

function toRow(one: Finding): string {
  return toCsvLine([
    one.id,
    one.check_id,
    findCheck(one.check_id)?.title ?? '',
    one.severity,
    one.status,
    one.org,
    one.object_kind,
    one.object_id,
    one.object_name,
    one.reason,
    new Date(one.opened_at).toISOString(),
    one.closed_at === null ? null : new Date(one.closed_at).toISOString(),
    one.closed_by,
    one.times_opened,
    JSON.stringify(one.evidence),
  ])
}

const severityIds = { low: 2, medium: 3, high: 4, critical: 5 } as const

function toOcsf(one: Finding): JsonObject {
  const check = findCheck(one.check_id)
  const isOpen = one.status === 'open'
  const activity = !isOpen ? 3 : one.changed_at > one.opened_at ? 2 : 1
  return {
    class_uid: 2003,
    class_name: 'Compliance Finding',
    category_uid: 2,
    category_name: 'Findings',
    activity_id: activity,
    type_uid: 200_300 + activity,
    time: one.changed_at,
    severity_id: severityIds[one.severity],
    severity: one.severity,
    status_id: isOpen ? 1 : 4,
    status: isOpen ? 'New' : 'Resolved',
    message: one.reason,
    metadata: { version: '1.3.0', product: { name: 'Keyway', vendor_name: 'Keyway' } },
    finding_info: {
      uid: one.id,
      title: check?.title ?? one.check_id,
      desc: check?.meaning ?? '',
      created_time: one.opened_at,
      modified_time: one.changed_at,
      first_seen_time: one.opened_at,
    },
    compliance: {
      control: one.check_id,
      requirements: [...(check?.frameworks ?? [])],
      standards: [
        ...new Set((check?.frameworks ?? []).map((framework) => framework.split(':')[0] ?? framework)),
      ],
      status_id: isOpen ? 3 : 1,
      status: isOpen ? 'Fail' : 'Pass',
    },
    remediation: { desc: check?.remedy.words ?? '' },
    resources: [
      { type: one.object_kind, uid: one.object_id, name: one.object_name, owner: { domain: one.org } },
    ],
    unmapped: { evidence: one.evidence },
  }
}
