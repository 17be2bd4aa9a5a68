import type { TraceKind } from '@keyway/identity'
import type { Generated } from 'kysely'
import type { Flag } from './schema.ts'

/** Tables of detections, alerts and notifications. */
export interface DetectionSchema {
  detection_rules: DetectionRulesTable
  detection_settings: DetectionSettingsTable
  detection_exceptions: DetectionExceptionsTable
  /** `texts` is a JSON list. */
  detection_parameters: { name: string; texts: string; updated_at: number; updated_by: string }
  detection_places: { name: string; position: number; passed_to: number; updated_at: number }
  detection_traces: { subject: string; kind: TraceKind; value: string; first_seen: number; last_seen: number }
  detection_days: { subject: string; day: number; uses: number }
  back_tests: BackTestsTable
  alerts: AlertsTable
  alert_events: { alert_id: string; event_id: string }
  alert_deeds: AlertDeedsTable
  notification_targets: NotificationTargetsTable
  /** `subject` is JSON: a NotificationSubject. */
  notification_waiting: { id: string; target_id: string; subject: string; created_at: number }
  notification_deliveries: NotificationDeliveriesTable
}

export interface DetectionRulesTable {
  id: string
  name: string
  text: string
  created_at: number
  updated_at: number
  updated_by: string
}

export interface DetectionSettingsTable {
  detection_id: string
  /** Null: as the detection is by itself. */
  is_on: Flag | null
  severity: string | null
  /** JSON list of fields. */
  group_by: string | null
  quiet_ms: number | null
  remedy_flow_id: string | null
  updated_at: number
  updated_by: string
}

export interface DetectionExceptionsTable {
  id: string
  detection_id: string
  filter: string
  reason: string
  expires_at: number | null
  created_at: number
  created_by: string
}

export type BackTestStatus = 'running' | 'done' | 'failed' | 'cancelled'

export interface BackTestsTable {
  id: string
  /** JSON list of ids. */
  detections: string
  /** JSON of a rule that is not kept yet. */
  draft: string | null
  from_at: number
  to_at: number
  status: BackTestStatus
  total: number
  done: number
  /** JSON: BackTestResult. */
  result: string
  error: string | null
  created_at: number
  created_by: string
  finished_at: number | null
}

export type AlertState = 'open' | 'acknowledged' | 'closed'
export type AlertReason = 'fixed' | 'expected' | 'false_alarm' | 'other'

export interface AlertsTable {
  /** Order of creation. */
  seq: Generated<number>
  id: string
  detection_id: string
  title: string
  rule_version: string
  severity: string
  rank: number
  key: string
  state: AlertState
  reason: AlertReason | null
  /** JSON: AlertSubject. */
  subject: string | null
  subject_id: string | null
  /** JSON object. */
  evidence: string
  findings: number
  first_seen: number
  last_seen: number
  created_at: number
  updated_at: number
  closed_at: number | null
}

export interface AlertDeedsTable {
  id: string
  alert_id: string
  at: number
  actor: string
  what: 'acknowledged' | 'closed' | 'opened' | 'noted' | 'remedied'
  detail: string | null
}

export interface NotificationTargetsTable {
  id: string
  name: string
  kind: string
  is_on: Flag
  /** JSON object. */
  settings: string
  /** Encrypted JSON object. */
  secrets: string
  /** JSON: TargetWishes. */
  wants: string
  created_at: number
  updated_at: number
  tested_at: number | null
  test_ok: Flag | null
  test_message: string | null
}

export interface NotificationDeliveriesTable {
  /** Order of creation. */
  seq: Generated<number>
  id: string
  target_id: string
  title: string
  subjects: number
  /** JSON list of NotificationSubject. */
  body: string
  status: 'pending' | 'sent' | 'dead'
  attempts: number
  next_at: number | null
  error: string | null
  status_code: number | null
  created_at: number
  sent_at: number | null
}
