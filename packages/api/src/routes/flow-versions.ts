import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { flowDocument, id, none, time } from '../shapes.ts'
import { flowDetail, versionMessage } from './flows.ts'

const flowParams = z.object({ flowId: id })
const number = z.coerce.number().int().min(1)

const versionSummary = z.object({
  number: z.int(),
  createdAt: time,
  /** `user:<email>`, `token:<name>` or `system`. */
  createdBy: z.string(),
  /** What its author said of it. */
  message: z.string().nullable(),
  isPublished: z.boolean(),
})

export const listVersions = defineRoute({
  method: 'GET',
  path: '/api/flows/:flowId/versions',
  access: 'viewer',
  summary: 'Published versions of a flow, newest first',
  params: flowParams,
  query: none,
  body: none,
  answer: z.object({ items: z.array(versionSummary) }),
})

export const getVersion = defineRoute({
  method: 'GET',
  path: '/api/flows/:flowId/versions/:number',
  access: 'viewer',
  summary: 'One version of a flow with its document',
  params: flowParams.extend({ number }),
  query: none,
  body: none,
  answer: versionSummary.extend({ document: flowDocument }),
})

/** A document of a flow: the number of a version, `published` for the current one, or `draft`. */
const side = z.union([z.enum(['draft', 'published']), number])

const diffSide = z.object({
  /** Null for the draft. */
  number: z.int().nullable(),
  document: flowDocument,
})

const change = z.object({
  kind: z.enum(['added', 'removed', 'moved', 'changed']),
  of: z.enum(['flow', 'trigger', 'step']),
  /** Path of the step in the earlier document. */
  before: z.string().nullable(),
  /** Path of the step in the later document. */
  after: z.string().nullable(),
  field: z
    .object({
      path: z.array(z.union([z.string(), z.int()])),
      from: anyJson.optional(),
      to: anyJson.optional(),
    })
    .optional(),
  sentence: z.string(),
})

export const diffVersions = defineRoute({
  method: 'GET',
  path: '/api/flows/:flowId/diff',
  access: 'viewer',
  summary: 'What differs between two documents of a flow, in sentences, with both documents',
  params: flowParams,
  query: z.object({ from: side.default('published'), to: side.default('draft') }),
  body: none,
  answer: z.object({ changes: z.array(change), from: diffSide, to: diffSide }),
})

export const rollBack = defineRoute({
  method: 'POST',
  path: '/api/flows/:flowId/rollback',
  access: 'builder',
  summary: 'Publishes the document of an earlier version again, as a new version',
  params: flowParams,
  query: none,
  body: z.object({ number: z.int().min(1), message: versionMessage.optional() }),
  answer: flowDetail,
})
