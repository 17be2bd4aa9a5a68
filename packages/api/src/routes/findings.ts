import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'
import { checkSeverity } from './checks.ts'

export const finding = z.object({
  id,
  org: z.string(),
  checkId: z.string(),
  title: z.string(),
  severity: checkSeverity,
  status: z.enum(['open', 'closed']),
  object: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  reason: z.string(),
  evidence: z.record(z.string(), anyJson),
  openedAt: time,
  changedAt: time,
  closedAt: time.nullable(),
  /** Why it is closed. */
  closedBy: z.enum(['fixed', 'excepted', 'not_applicable', 'off']).nullable(),
  timesOpened: z.int(),
})

const filter = z.object({
  org: z.string().max(255).optional(),
  checkId: z.string().max(20).optional(),
  framework: z.string().max(40).optional(),
  status: z.enum(['open', 'closed']).optional(),
  severity: checkSeverity.optional(),
  objectId: z.string().max(300).optional(),
  /** Part of the object's name or id. */
  text: z.string().max(200).optional(),
})

export const listFindings = defineRoute({
  method: 'GET',
  path: '/api/findings',
  access: 'viewer',
  summary: 'Findings, the gravest first',
  params: none,
  query: pageQuery.extend(filter.shape),
  body: none,
  answer: page(finding),
})

export const exportFindings = defineRoute({
  method: 'GET',
  path: '/api/findings/export',
  access: 'viewer',
  summary: 'Findings as CSV, or as OCSF Compliance Findings, one JSON object a line',
  params: none,
  query: filter.extend({ format: z.enum(['csv', 'ocsf']).default('csv') }),
  body: none,
  answer: z.unknown(),
})

export const getFinding = defineRoute({
  method: 'GET',
  path: '/api/findings/:findingId',
  access: 'viewer',
  summary: 'A finding with its history',
  params: z.object({ findingId: id }),
  query: none,
  body: none,
  answer: finding.extend({
    /** Newest first. */
    history: z.array(
      z.object({
        id,
        at: time,
        what: z.enum(['opened', 'reopened', 'changed', 'closed', 'remediated']),
        actor: z.string().nullable(),
        reason: z.string().nullable(),
        evidence: z.record(z.string(), anyJson).nullable(),
        executionId: z.string().nullable(),
      }),
    ),
  }),
})

export const exceptFindings = defineRoute({
  method: 'POST',
  path: '/api/findings/except',
  access: 'operator',
  summary: 'Leave the objects of findings alone, for a reason and, better, for a time',
  params: none,
  query: none,
  body: z.object({
    findingIds: z.array(id).min(1).max(500),
    reason: z.string().trim().min(3).max(1000),
    until: time.nullable(),
  }),
  answer: z.object({ excepted: z.int() }),
})

export const remediateFindings = defineRoute({
  method: 'POST',
  path: '/api/findings/remediate',
  access: 'operator',
  summary: 'Run a flow for each of some findings',
  params: none,
  query: none,
  body: z.object({
    findingIds: z.array(id).min(1).max(500),
    /** Absent: the flow that the check names. */
    flowId: id.optional(),
    dryRun: z.boolean().default(false),
    /** More findings than the check's `mostAtOnce` need this. */
    confirmed: z.int().optional(),
  }),
  answer: z.object({ started: z.array(z.object({ findingId: id, executionId: id })) }),
})
