import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, time } from '../shapes.ts'

/** From least to most serious. */
export const severity = z.enum(['info', 'low', 'medium', 'high', 'critical'])

const exception = z.object({
  id,
  filter: z.string(),
  reason: z.string(),
  expiresAt: time.nullable(),
  createdAt: time,
  createdBy: z.string(),
})

/** A rule over the System Log, whether it runs or not. */
export const detection = z.object({
  id: z.string(),
  title: z.string(),
  /** `rejected`: nobody may believe that it watches. */
  status: z.enum(['loaded', 'disabled', 'rejected']),
  /** Why it is not loaded; for a loaded one what to know about it. */
  reason: z.string(),
  isOn: z.boolean(),
  severity,
  /** What the rule says itself. */
  ownSeverity: severity.nullable(),
  language: z.enum(['sigma', 'okta filter', 'native']).nullable(),
  /** File of a rule that the organisation brought. */
  file: z.string().nullable(),
  description: z.string(),
  tags: z.array(z.string()),
  /** Alerts of the last 30 days, and when the last one was seen. */
  alerts: z.int(),
  lastSeen: time.nullable(),
})

const detectionDetail = detection.extend({
  version: z.string(),
  author: z.string(),
  license: z.string().nullable(),
  references: z.array(z.string()),
  falsePositives: z.array(z.string()),
  /** Event types it looks at; null for all. */
  eventTypes: z.array(z.string()).nullable(),
  /** How far back it looks, in milliseconds; null for a rule over single events. */
  withinMs: z.int().nullable(),
  groupBy: z.array(z.string()),
  quietMs: z.int(),
  remedies: z.array(z.string()),
  remedyFlowId: id.nullable(),
  exceptions: z.array(exception),
  /** The text of a rule that the organisation brought. */
  text: z.string().nullable(),
})

const reader = z.object({
  /** Whether the System Log of each org is read as a whole. */
  readsWholeLog: z.boolean(),
  /** Events that are stored and not judged yet. */
  behind: z.int(),
  /** When its place was last kept; null before the first time. */
  seenAt: time.nullable(),
})

const detectionParams = z.object({ detectionId: z.string().min(1).max(200) })

export const listDetections = defineRoute({
  method: 'GET',
  path: '/api/detections',
  access: 'viewer',
  summary: 'All detections, those that could not be loaded among them, and how far they have read',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(detection), reader }),
})

export const getDetection = defineRoute({
  method: 'GET',
  path: '/api/detections/:detectionId',
  access: 'viewer',
  summary: 'One detection, with its settings and exceptions',
  params: detectionParams,
  query: none,
  body: none,
  answer: detectionDetail,
})

export const changeDetection = defineRoute({
  method: 'PATCH',
  path: '/api/detections/:detectionId',
  access: 'builder',
  summary: 'Switches a detection, or changes how it is set; null is as the detection has it itself',
  params: detectionParams,
  query: none,
  body: z.object({
    isOn: z.boolean().optional(),
    severity: severity.nullable().optional(),
    /** Fields whose values make findings of single events one matter. */
    groupBy: z.array(z.string().min(1).max(200)).max(5).nullable().optional(),
    /** How long after its end an alert takes what is the same. */
    quietMs: z
      .int()
      .min(0)
      .max(365 * 86_400_000)
      .nullable()
      .optional(),
    /** The flow that answers its alerts by hand. */
    remedyFlowId: id.nullable().optional(),
  }),
  answer: detectionDetail,
})

export const addException = defineRoute({
  method: 'POST',
  path: '/api/detections/:detectionId/exceptions',
  access: 'builder',
  summary:
    'Makes a detection blind for events that a filter of the System Log names, for a reason and until a time',
  params: detectionParams,
  query: none,
  body: z.object({
    filter: z.string().trim().min(1).max(10_000),
    reason: z.string().trim().min(3).max(1_000),
    expiresAt: time.nullable().default(null),
  }),
  answer: detectionDetail,
})

export const removeException = defineRoute({
  method: 'DELETE',
  path: '/api/detections/:detectionId/exceptions/:exceptionId',
  access: 'builder',
  summary: 'Ends an exception',
  params: detectionParams.extend({ exceptionId: id }),
  query: none,
  body: none,
  answer: detectionDetail,
})

export const readWholeLog = defineRoute({
  method: 'PUT',
  path: '/api/detections-reader',
  access: 'admin',
  summary:
    'Whether the System Log of each org is read as a whole, for detections of events that no flow waits for',
  params: none,
  query: none,
  body: z.object({ readsWholeLog: z.boolean() }),
  answer: nothing,
})

const ruleName = z
  .string()
  .trim()
  .regex(/^[\w][\w ./-]{0,190}\.ya?ml$/, 'is not a file name such as new-token.yml')

const ruleFile = z.object({ name: ruleName, text: z.string().min(1).max(200_000) })

const ruleReport = z.object({
  file: z.string(),
  id: z.string(),
  title: z.string(),
  status: detection.shape.status,
  reason: z.string(),
})

export const checkRule = defineRoute({
  method: 'POST',
  path: '/api/detection-rules/check',
  access: 'viewer',
  summary: 'Says what would become of a rule, without keeping it',
  params: none,
  query: none,
  body: ruleFile,
  answer: z.object({ rules: z.array(ruleReport) }),
})

export const keepRule = defineRoute({
  method: 'PUT',
  path: '/api/detection-rules',
  access: 'builder',
  summary:
    'Keeps a file of rules (Sigma, or the catalogue of Okta) under its name; its rules are off at first',
  params: none,
  query: none,
  body: ruleFile,
  answer: z.object({ rules: z.array(ruleReport) }),
})

export const removeRule = defineRoute({
  method: 'DELETE',
  path: '/api/detection-rules',
  access: 'builder',
  summary: 'Deletes a file of rules',
  params: none,
  query: z.object({ name: z.string().min(1).max(200) }),
  body: none,
  answer: nothing,
})

const parameter = z.object({ name: z.string(), texts: z.array(z.string()) })

export const listParameters = defineRoute({
  method: 'GET',
  path: '/api/detection-parameters',
  access: 'viewer',
  summary: 'What the placeholders of rules stand for',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(parameter) }),
})

export const keepParameter = defineRoute({
  method: 'PUT',
  path: '/api/detection-parameters/:name',
  access: 'builder',
  summary: 'Says what a placeholder of rules stands for; an empty list takes it away',
  params: z.object({ name: z.string().regex(/^[a-z0-9_.-]{1,100}$/, 'is not a name in lower case') }),
  query: none,
  body: z.object({ texts: z.array(z.string().min(1).max(1_000)).max(5_000) }),
  answer: z.object({ items: z.array(parameter) }),
})

const example = z.object({
  key: z.string(),
  severity,
  at: time,
  subject: z
    .object({ id: z.string(), kind: z.string(), login: z.string().nullable(), name: z.string().nullable() })
    .nullable(),
  evidence: z.record(z.string(), anyJson),
  eventIds: z.array(z.string()),
})

const backTest = z.object({
  id,
  detections: z.array(z.string()),
  from: time,
  to: time,
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Events to look at, and those looked at so far. */
  total: z.int(),
  done: z.int(),
  results: z.array(
    z.object({
      detectionId: z.string(),
      findings: z.int(),
      /** What people would have seen. */
      alerts: z.int(),
      /** Alerts by UTC day. */
      days: z.array(z.object({ day: z.string(), alerts: z.int() })),
      examples: z.array(example),
    }),
  ),
  error: z.string().nullable(),
  createdAt: time,
  createdBy: z.string(),
  finishedAt: time.nullable(),
})

const backTestParams = z.object({ backTestId: id })

export const createBackTest = defineRoute({
  method: 'POST',
  path: '/api/back-tests',
  access: 'operator',
  summary: 'Looks what detections would have found in stored events of a time; nobody is told',
  params: none,
  query: none,
  body: z.object({
    detections: z.array(z.string().min(1).max(200)).max(500),
    /** A file of rules that is not kept yet; all of its rules are looked at. */
    draft: ruleFile.optional(),
    from: time.min(0),
    to: time.min(0),
  }),
  answer: backTest,
})

export const listBackTests = defineRoute({
  method: 'GET',
  path: '/api/back-tests',
  access: 'viewer',
  summary: 'The latest back-tests, newest first',
  params: none,
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  body: none,
  answer: z.object({ items: z.array(backTest) }),
})

export const getBackTest = defineRoute({
  method: 'GET',
  path: '/api/back-tests/:backTestId',
  access: 'viewer',
  summary: 'One back-test, and how far it is',
  params: backTestParams,
  query: none,
  body: none,
  answer: backTest,
})

export const cancelBackTest = defineRoute({
  method: 'POST',
  path: '/api/back-tests/:backTestId/cancel',
  access: 'operator',
  summary: 'Stops a back-test',
  params: backTestParams,
  query: none,
  body: none,
  answer: backTest,
})
