import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'
import { severity } from './detections.ts'

const state = z.enum(['open', 'acknowledged', 'closed'])
const reason = z.enum(['fixed', 'expected', 'false_alarm', 'other'])

/** Whom or what it is about. `kind` is as the System Log has it: `User`, `AppInstance`; or `Address`. */
const subject = z.object({
  id: z.string(),
  kind: z.string(),
  login: z.string().nullable(),
  name: z.string().nullable(),
})

export const alert = z.object({
  id,
  detectionId: z.string(),
  title: z.string(),
  severity,
  state,
  reason: reason.nullable(),
  subject: subject.nullable(),
  /** How often the detection fired for it. */
  findings: z.int(),
  /** When the first and the last event of it happened. */
  firstSeen: time,
  lastSeen: time,
  createdAt: time,
  closedAt: time.nullable(),
})

const alertDetail = alert.extend({
  ruleVersion: z.string(),
  /** What makes findings one matter, in the words of the rule. */
  key: z.string(),
  evidence: z.record(z.string(), anyJson),
  description: z.string(),
  tags: z.array(z.string()),
  remedies: z.array(z.string()),
  remedyFlowId: id.nullable(),
  /** Stored events behind it, in the order in which they happened. */
  events: z.array(z.object({ id, type: z.string(), occurredAt: time, payload: anyJson })),
  /** What people and flows did about it. */
  deeds: z.array(
    z.object({
      id,
      at: time,
      actor: z.string(),
      what: z.enum(['acknowledged', 'closed', 'opened', 'noted', 'remedied']),
      detail: z.string().nullable(),
    }),
  ),
})

/** What alerts are searched by. Everything that is given must hold. */
export const alertFilter = z.object({
  /** `active`: not closed. */
  state: z.enum(['active', ...state.options]).optional(),
  /** At least so serious. */
  severity: severity.optional(),
  detectionId: z.string().max(200).optional(),
  /** Id, or a part of login or name. */
  subject: z.string().trim().min(1).max(256).optional(),
  /** Seen since then. */
  from: z.coerce.number().int().min(0).optional(),
})

const counts = z.object({
  info: z.int(),
  low: z.int(),
  medium: z.int(),
  high: z.int(),
  critical: z.int(),
})

export const listAlerts = defineRoute({
  method: 'GET',
  path: '/api/alerts',
  access: 'viewer',
  summary: 'Alerts, newest first, by state, severity, detection, whom they are about and time',
  params: none,
  query: pageQuery.extend(alertFilter.shape),
  body: none,
  answer: page(alert),
})

export const countAlerts = defineRoute({
  method: 'GET',
  path: '/api/alert-counts',
  access: 'viewer',
  summary: 'How many alerts nobody has closed, by severity',
  params: none,
  query: none,
  body: none,
  answer: z.object({ active: counts }),
})

export const getAlert = defineRoute({
  method: 'GET',
  path: '/api/alerts/:alertId',
  access: 'viewer',
  summary: 'One alert with the events behind it and what was done about it',
  params: z.object({ alertId: id }),
  query: none,
  body: none,
  answer: alertDetail,
})

const several = z.array(id).min(1).max(500)
const changed = z.object({ changed: z.array(id) })

export const acknowledgeAlerts = defineRoute({
  method: 'POST',
  path: '/api/alerts/acknowledge',
  access: 'operator',
  summary: 'Says that somebody looks after open alerts',
  params: none,
  query: none,
  body: z.object({ alertIds: several }),
  answer: changed,
})

export const closeAlerts = defineRoute({
  method: 'POST',
  path: '/api/alerts/close',
  access: 'operator',
  summary: 'Closes alerts for a reason',
  params: none,
  query: none,
  body: z.object({ alertIds: several, reason, note: z.string().trim().max(4_000).default('') }),
  answer: changed,
})

export const reopenAlerts = defineRoute({
  method: 'POST',
  path: '/api/alerts/reopen',
  access: 'operator',
  summary: 'Opens closed alerts again',
  params: none,
  query: none,
  body: z.object({ alertIds: several }),
  answer: changed,
})

export const noteAlert = defineRoute({
  method: 'POST',
  path: '/api/alerts/:alertId/notes',
  access: 'operator',
  summary: 'Writes a note to an alert',
  params: z.object({ alertId: id }),
  query: none,
  body: z.object({ text: z.string().trim().min(1).max(4_000) }),
  answer: alertDetail,
})

export const remedyAlerts = defineRoute({
  method: 'POST',
  path: '/api/alerts/remedy',
  access: 'operator',
  summary: 'Runs a published flow for each of some alerts, as if the alert had started it',
  params: none,
  query: none,
  body: z.object({
    alertIds: several,
    /** Without it, the flow that the detection of each alert names. */
    flowId: id.optional(),
    dryRun: z.boolean().default(false),
  }),
  answer: z.object({ executions: z.array(z.object({ alertId: id, executionId: id })) }),
})
