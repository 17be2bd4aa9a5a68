import type { CheckSeverity } from '@keyway/identity'
import type { Flag } from './schema.ts'

/** Checks and findings. */
export interface CheckSchema {
  check_states: CheckStatesTable
  check_settings: CheckSettingsTable
  check_mutes: {
    org: string
    check_id: string
    reason: string
    until_at: number | null
    created_at: number
    created_by: string
  }
  check_exceptions: CheckExceptionsTable
  /** `facts` is JSON: OrgFacts. */
  check_facts: { org: string; facts: string }
  check_days: { org: string; day: number; check_id: string; status: CheckStatus; findings: number }
  findings: FindingsTable
  finding_history: FindingHistoryTable
}

export type CheckStatus = 'pass' | 'fail' | 'manual' | 'unknown' | 'not_applicable'

export interface CheckStatesTable {
  org: string
  check_id: string
  status: CheckStatus
  reason: string | null
  findings: number
  evaluated_at: number
  duration_ms: number
  since: number
}

export interface CheckSettingsTable {
  check_id: string
  is_on: Flag
  severity: CheckSeverity | null
  /** JSON object. */
  parameters: string
  /** JSON: Remediation. */
  remediation: string
  updated_at: number
  updated_by: string
}

export interface CheckExceptionsTable {
  id: string
  org: string
  check_id: string
  object_id: string
  object_name: string
  reason: string
  until_at: number | null
  created_at: number
  created_by: string
}

export interface FindingsTable {
  id: string
  org: string
  check_id: string
  object_kind: string
  object_id: string
  object_name: string
  severity: CheckSeverity
  weight: number
  status: 'open' | 'closed'
  reason: string
  /** JSON object. */
  evidence: string
  opened_at: number
  changed_at: number
  closed_at: number | null
  closed_by: 'fixed' | 'excepted' | 'not_applicable' | 'off' | null
  times_opened: number
}

export interface FindingHistoryTable {
  id: string
  finding_id: string
  at: number
  what: 'opened' | 'reopened' | 'changed' | 'closed' | 'remediated'
  actor: string | null
  reason: string | null
  /** JSON object; null where nothing is said. */
  evidence: string | null
  execution_id: string | null
}
