import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, time } from '../shapes.ts'

export const checkSeverity = z.enum(['low', 'medium', 'high', 'critical'])
/** `muted` stands for whatever it is while somebody has muted it. */
export const checkStatus = z.enum(['pass', 'fail', 'manual', 'unknown', 'not_applicable', 'muted', 'off'])
const org = z.string().min(1).max(255)
const checkId = z.string().regex(/^[A-Z]{3}-\d\d$/, 'is the id of a check, such as MFA-01')
const names = z.array(z.string().min(1).max(300)).max(500)

/** What an org says of itself, for all checks. */
export const orgFacts = z.object({
  /** Whose thresholds hold where nobody chose others. */
  profile: z.enum(['default', 'healthinsight', 'stig']).default('default'),
  /** Ids, catalogue names or labels of apps that hold what must not be lost. */
  sensitiveApps: names.default([]),
  /** Logins of accounts for emergencies. */
  breakGlass: names.default([]),
  /** Domains of the organisation; empty: not judged. */
  allowedDomains: names.default([]),
  /** What logins of service accounts begin with. */
  serviceAccounts: names.default(['svc-', 'svc_', 'svc.', 'sa-', 'sa_', 'app-', 'bot-', 'service-']),
})

/** What happens by itself when the check finds something. */
export const remediation = z.object({
  /** The flow that answers a finding; null: none was chosen. */
  flowId: id.nullable().default(null),
  /** Whether it starts by itself. */
  isAutomatic: z.boolean().default(false),
  /** More new findings than this at once start nothing by themselves: a person has to look. */
  mostAtOnce: z.int().min(1).max(1000).default(25),
  mostADay: z.int().min(1).max(10_000).default(100),
})

const parameterValue = z.union([z.number(), z.boolean(), names])

const mute = z.object({ reason: z.string(), until: time.nullable(), by: z.string(), at: time })

export const checkState = z.object({
  org,
  status: checkStatus,
  /** Why it says neither yes nor no. */
  reason: z.string().nullable(),
  findings: z.int(),
  /** Null: not looked at yet. */
  evaluatedAt: time.nullable(),
  durationMs: z.int().nullable(),
  since: time.nullable(),
  mute: mute.nullable(),
})

export const checkSummary = z.object({
  id: checkId,
  title: z.string(),
  severity: checkSeverity,
  tier: z.enum(['core', 'extended']),
  basis: z.enum(['state', 'event', 'manual']),
  /** MFA, ACC, PRV, ACS, GRP, API or ORG. */
  domain: z.string(),
  frameworks: z.array(z.string()),
  states: z.array(checkState),
})

export const checkDetail = checkSummary.extend({
  meaning: z.string(),
  about: z.string(),
  needs: z.array(z.object({ kind: z.string(), title: z.string(), scope: z.string().nullable() })),
  parameters: z.array(
    z.object({ name: z.string(), title: z.string(), standard: parameterValue, value: parameterValue }),
  ),
  remedy: z.object({ words: z.string(), actions: z.array(z.string()), template: z.string().nullable() }),
  remediation,
  isOn: z.boolean(),
  exceptions: z.array(
    z.object({
      id,
      org,
      objectId: z.string(),
      objectName: z.string(),
      reason: z.string(),
      until: time.nullable(),
      by: z.string(),
      at: time,
    }),
  ),
  /** Findings at the end of each day, oldest first. */
  trend: z.array(z.object({ day: time, findings: z.int(), status: z.string() })),
})

/** A score from 0 to 100: checks by weight (critical 10, high 5, medium 2, low 1), those that fail taken off. */
const score = z.object({
  framework: z.string(),
  title: z.string(),
  score: z.number().nullable(),
  pass: z.int(),
  fail: z.int(),
  /** Neither: unknown, manual, muted, not applicable. */
  other: z.int(),
  trend: z.array(z.object({ day: time, score: z.number() })),
})

export const listChecks = defineRoute({
  method: 'GET',
  path: '/api/checks',
  access: 'viewer',
  summary: 'All checks and how each stands in each org',
  params: none,
  query: z.object({ org: org.optional() }),
  body: none,
  answer: z.object({ items: z.array(checkSummary) }),
})

export const getScores = defineRoute({
  method: 'GET',
  path: '/api/checks/scores',
  access: 'viewer',
  summary: 'Score of each framework, with its trend',
  params: none,
  query: z.object({ org: org.optional(), days: z.coerce.number().int().min(1).max(400).default(90) }),
  body: none,
  answer: z.object({
    items: z.array(score),
    findings: z.object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() }),
  }),
})

export const runChecks = defineRoute({
  method: 'POST',
  path: '/api/checks/run',
  access: 'operator',
  summary: 'Look at checks now',
  params: none,
  query: none,
  body: z.object({ org: org.optional(), checks: z.array(checkId).max(200).optional() }),
  answer: z.object({
    checks: z.array(
      z.object({
        id: checkId,
        org,
        severity: checkSeverity,
        status: checkStatus,
        reason: z.string().nullable(),
        findings: z.int(),
      }),
    ),
  }),
})

export const getReport = defineRoute({
  method: 'GET',
  path: '/api/checks/report',
  access: 'viewer',
  summary: 'Report of a framework, as a page or as CSV',
  params: none,
  query: z.object({
    framework: z.string().max(40).optional(),
    org: org.optional(),
    format: z.enum(['html', 'csv']).default('html'),
  }),
  body: none,
  answer: z.unknown(),
})

export const getFacts = defineRoute({
  method: 'GET',
  path: '/api/checks/orgs/:org',
  access: 'viewer',
  summary: 'What an org says of itself for all checks',
  params: z.object({ org }),
  query: none,
  body: none,
  answer: orgFacts,
})

export const updateFacts = defineRoute({
  method: 'PUT',
  path: '/api/checks/orgs/:org',
  access: 'admin',
  summary: 'Change what an org says of itself for all checks',
  params: z.object({ org }),
  query: none,
  body: orgFacts,
  answer: orgFacts,
})

export const getCheck = defineRoute({
  method: 'GET',
  path: '/api/checks/:checkId',
  access: 'viewer',
  summary: 'A check: what it looks for, how it stands, its parameters, exceptions and trend',
  params: z.object({ checkId }),
  query: none,
  body: none,
  answer: checkDetail,
})

export const updateCheck = defineRoute({
  method: 'PATCH',
  path: '/api/checks/:checkId',
  access: 'admin',
  summary: 'Change the parameters, severity or remediation of a check, or switch it off',
  params: z.object({ checkId }),
  query: none,
  body: z.object({
    isOn: z.boolean().optional(),
    severity: checkSeverity.nullable().optional(),
    /** Null takes a parameter back to its standard. */
    parameters: z.record(z.string().max(60), anyJson).optional(),
    remediation: remediation.partial().optional(),
  }),
  answer: checkDetail,
})

export const muteCheck = defineRoute({
  method: 'PUT',
  path: '/api/checks/:checkId/mutes/:org',
  access: 'operator',
  summary: 'Mute a check in an org: it is looked at, and tells nobody',
  params: z.object({ checkId, org }),
  query: none,
  body: z.object({ reason: z.string().trim().min(3).max(1000), until: time.nullable() }),
  answer: checkDetail,
})

export const unmuteCheck = defineRoute({
  method: 'DELETE',
  path: '/api/checks/:checkId/mutes/:org',
  access: 'operator',
  summary: 'End a mute',
  params: z.object({ checkId, org }),
  query: none,
  body: none,
  answer: checkDetail,
})

export const endException = defineRoute({
  method: 'DELETE',
  path: '/api/check-exceptions/:exceptionId',
  access: 'operator',
  summary: 'End an exception',
  params: z.object({ exceptionId: id }),
  query: none,
  body: none,
  answer: nothing,
})
